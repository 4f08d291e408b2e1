// A web app with @azure/msal-node that has the user consent to a second API at the sign-in (extraScopesToConsent).
import { failureOf, get, moveClock, print } from "./program.mjs";
import { ConfidentialClientApplication } from "@azure/msal-node";
import { User } from "./user.mjs";

const { SANDBOX, TENANT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, ACCOUNT } = process.env;
const graph = ["User.Read"];
const tasks = ["api://tasks.contoso.example/Tasks.Read"];

// The configuration. The sandbox is none of the hosts that MSAL knows. The port belongs to the name of the host.
const auth = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  authority: `${SANDBOX}/${TENANT}`,
  knownAuthorities: [new URL(SANDBOX).host],
};
const client = new ConfidentialClientApplication({ auth });

const summary = ({ accessToken, scopes, fromCache }) => ({ accessToken, scopes, fromCache });

// The sign-in.
const address = await client.getAuthCodeUrl({ scopes: graph, extraScopesToConsent: tasks, redirectUri: REDIRECT_URI });
const { answer, consents } = await new User().signIn(address, ACCOUNT);
const first = await client.acquireTokenByCode({ code: answer.code, scopes: graph, redirectUri: REDIRECT_URI });
const second = await client.acquireTokenSilent({ account: first.account, scopes: tasks });
const cached = await client.acquireTokenSilent({ account: first.account, scopes: graph });
const me = await get(`${SANDBOX}/v1.0/me`, first.accessToken);

// What the library must not do, and an app by hand may: one token for both.
const { answer: again } = await new User().signIn(address, ACCOUNT);
const refused = await client
  .acquireTokenByCode({ code: again.code, scopes: [...graph, ...tasks], redirectUri: REDIRECT_URI })
  .then(() => null, (error) => ({ code: error.errorCode, message: error.errorMessage, numbers: error.errorNo }));

// Two hours later, the access token has expired.
moveClock(2);
const renewed = await client.acquireTokenSilent({ account: first.account, scopes: graph });
const meLater = await get(`${SANDBOX}/v1.0/me`, renewed.accessToken);

// The most common failures.
const failureWith = (changes) =>
  failureOf(() => new ConfidentialClientApplication({ auth: { ...auth, ...changes } })
    .acquireTokenByClientCredential({ scopes: ["https://graph.microsoft.com/.default"] }));

print({
  username: first.account.username,
  consents,
  first: summary(first),
  second: summary(second),
  cached: summary(cached),
  me: me.body.userPrincipalName,
  renewed: renewed.accessToken !== first.accessToken && meLater.body.userPrincipalName,
  refused,
  withoutConsent: await failureOf(() => client.acquireTokenSilent({ account: first.account, scopes: ["Mail.Read"] })),
  withoutKnownAuthorities: await failureWith({ knownAuthorities: [] }),
  withoutPort: await failureWith({ knownAuthorities: ["localhost"] }),
  withWrongSecret: await failureWith({ clientSecret: "wrong" }),
});
