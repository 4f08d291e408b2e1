// A web app with Auth.js (@auth/core) and its provider for Microsoft Entra ID.
import { describe, get, moveClock, otherHosts, print } from "./program.mjs";
import { Auth } from "@auth/core";
import MicrosoftEntraID from "@auth/core/providers/microsoft-entra-id";
import { User } from "./user.mjs";

const { SANDBOX, TENANT, CLIENT_ID, CLIENT_SECRET, APP, ACCOUNT } = process.env;

// The configuration. The app's redirect URI is /auth/callback/microsoft-entra-id.
const provider = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  issuer: `${SANDBOX}/${TENANT}/v2.0`,
  authorization: { params: { scope: "openid profile email offline_access User.Read" } },

  // The provider's own function sends the access token to graph.microsoft.com, to read the photo there.
  profile: (claims) => ({ id: claims.oid, name: claims.name, email: claims.email ?? claims.preferred_username }),
};

// Auth.js does not renew tokens. As in its guide, the app does when a token has expired.
const renew = async (token) => {
  const response = await fetch(`${SANDBOX}/${TENANT}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      refresh_token: token.refreshToken,
    }),
  });
  const renewed = await response.json();
  return {
    ...token,
    accessToken: renewed.access_token,
    refreshToken: renewed.refresh_token,
    expiresAt: Math.floor(Date.now() / 1000) + renewed.expires_in,
  };
};

const callbacks = {
  jwt: ({ token, account }) => {
    if (account) {
      const { access_token: accessToken, refresh_token: refreshToken, expires_at: expiresAt } = account;
      return { ...token, accessToken, refreshToken, expiresAt };
    }

    return Date.now() / 1000 < token.expiresAt ? token : renew(token);
  },
  session: ({ session, token }) => ({ ...session, accessToken: token.accessToken }),
};

// The app with a browser of its own, which keeps the cookies of the app.
class App {
  #cookies = new Map();
  #config;
  errors = [];

  constructor(options) {
    this.#config = {
      providers: [MicrosoftEntraID(options)],
      secret: "a text that only this app knows, for its cookies",
      basePath: "/auth",
      trustHost: true,
      callbacks,
      logger: { error: (error) => this.errors.push(describe(error)), warn() {}, debug() {} },
    };
  }

  async request(path, form) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const request = new Request(new URL(path, APP), {
      headers: { cookie },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    const response = await Auth(request, this.#config);
    for (const text of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text);
      this.#cookies.set(name, value);
    }

    return response;
  }

  async signIn() {
    const { csrfToken } = await (await this.request("/auth/csrf")).json();
    const start = await this.request("/auth/signin/microsoft-entra-id", { csrfToken, callbackUrl: `${APP}/` });
    const { location } = await new User().signIn(start.headers.get("Location"), ACCOUNT);
    const answer = await this.request(location);
    return answer.headers.get("Location");
  }

  async session() {
    return (await this.request("/auth/session")).json();
  }
}

const app = new App(provider);
const landing = await app.signIn();
const session = await app.session();
const me = await get(`${SANDBOX}/v1.0/me`, session.accessToken);
const hostsOfSignIn = [...otherHosts];

// The most common failures: the provider's own function for the profile, and a wrong secret.
const failureWith = async (changes) => {
  const failing = new App({ ...provider, ...changes });
  return { landing: await failing.signIn(), session: await failing.session(), errors: failing.errors };
};
const withoutProfile = await failureWith({ profile: undefined });
const withWrongSecret = await failureWith({ clientSecret: "wrong" });

// Two hours later, the access token has expired.
moveClock(2);
const later = await app.session();
const meLater = await get(`${SANDBOX}/v1.0/me`, later.accessToken);

print({
  landing,
  user: session.user,
  me: me.body.userPrincipalName,
  renewed: later.accessToken !== session.accessToken && meLater.body.userPrincipalName,
  errors: app.errors,
  hostsOfSignIn,
  withoutProfile,
  withWrongSecret,
});
