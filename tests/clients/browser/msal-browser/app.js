// A single-page app as the documentation of MSAL.js describes it. The test calls its functions and reads what they return.
const settings = await (await fetch("/settings.json")).json();
const home = `${location.origin}/`;

const configuration = {
  auth: {
    clientId: settings.clientId,
    authority: settings.authority,

    // The sandbox is none of the hosts that MSAL knows, so the app says that it trusts it. The port belongs to the name.
    knownAuthorities: [new URL(settings.authority).host],
    redirectUri: `${home}redirect.html`,
    postLogoutRedirectUri: home,
  },
  cache: { cacheLocation: "sessionStorage" },
};
const client = await msal.createStandardPublicClientApplication(configuration);

const redirected = await client.handleRedirectPromise();

const account = () => client.getAllAccounts()[0] ?? null;

// What a test needs to know of a result or of an error, as plain data.
const summary = (result) => ({
  username: result.account.username,
  homeAccountId: result.account.homeAccountId,
  tenantId: result.tenantId,
  scopes: result.scopes,
  accessToken: result.accessToken,
  fromCache: result.fromCache,
});

const attempt = async (action) => {
  try {
    return summary(await action());
  } catch (error) {
    return { error: error.name, code: error.errorCode, message: error.errorMessage, subError: error.subError ?? "" };
  }
};

const get = async (address, accessToken) => {
  const response = await fetch(address, { headers: { Authorization: `Bearer ${accessToken}` } });
  return { status: response.status, challenge: response.headers.get("WWW-Authenticate"), body: await response.json().catch(() => null) };
};

window.app = {
  redirected: redirected && summary(redirected),
  account: () => account()?.username ?? null,
  loginRedirect: (request) => client.loginRedirect(request),
  loginPopup: (request) => attempt(() => client.loginPopup(request)),
  acquire: (request) => attempt(() => client.acquireTokenSilent({ ...request, account: account() })),
  acquirePopup: (request) => attempt(() => client.acquireTokenPopup({ ...request, account: account() })),
  ssoSilent: (request) => attempt(() => client.ssoSilent(request)),
  signInWithoutKnownAuthorities: () => attempt(async () => {
    const auth = { ...configuration.auth, knownAuthorities: [] };
    await (await msal.createStandardPublicClientApplication({ ...configuration, auth })).loginRedirect();
  }),
  logout: () => client.logoutRedirect({ account: account() }),
  get,
};
