// A web app with msal-node that has the user consent to a second API at the sign-in (extraScopesToConsent).
import { ConfidentialClientApplication } from "@azure/msal-node";
import { User } from "./user.mjs";

const { SANDBOX, TENANT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, ACCOUNT } = process.env;
const graph = ["User.Read"];
const tasks = ["api://tasks.contoso.example/Tasks.Read"];

const client = new ConfidentialClientApplication({
  auth: {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    authority: `${SANDBOX}/${TENANT}`,
    knownAuthorities: [new URL(SANDBOX).host],
  },
});

const summary = ({ accessToken, scopes, fromCache }) => ({ accessToken, scopes, fromCache });

const address = await client.getAuthCodeUrl({ scopes: graph, extraScopesToConsent: tasks, redirectUri: REDIRECT_URI });
const { answer, consents } = await new User().signIn(address, ACCOUNT);
const first = await client.acquireTokenByCode({ code: answer.code, scopes: graph, redirectUri: REDIRECT_URI });
const second = await client.acquireTokenSilent({ account: first.account, scopes: tasks });
const cached = await client.acquireTokenSilent({ account: first.account, scopes: graph });

// What the library must not do, and an app by hand may: one token for both.
const { answer: again } = await new User().signIn(address, ACCOUNT);
const refused = await client
  .acquireTokenByCode({ code: again.code, scopes: [...graph, ...tasks], redirectUri: REDIRECT_URI })
  .then(() => null, (error) => ({ code: error.errorCode, message: error.errorMessage, numbers: error.errorNo }));

console.log(JSON.stringify({
  username: first.account.username,
  consents,
  first: summary(first),
  second: summary(second),
  cached: summary(cached),
  refused,
}));
