// A daemon, a web app and a command-line tool with @azure/identity.
import { failureOf, get, moveClock, print } from "./program.mjs";
import { AuthorizationCodeCredential, ClientSecretCredential, DeviceCodeCredential } from "@azure/identity";
import { User } from "./user.mjs";

const { SANDBOX, TENANT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, PUBLIC_CLIENT_ID, ACCOUNT } = process.env;

// The configuration. Without the first line, the library asks Microsoft for tokens. Without the second, it asks
// Microsoft whether it may trust the sandbox.
const sandbox = {
  authorityHost: SANDBOX,
  disableInstanceDiscovery: true,
};
const graph = "https://graph.microsoft.com/.default";
const userRead = "https://graph.microsoft.com/User.Read";

// A command-line tool. It begins first, because the library waits five seconds before it asks for the tokens.
const tool = new DeviceCodeCredential({
  ...sandbox,
  tenantId: TENANT,
  clientId: PUBLIC_CLIENT_ID,
  userPromptCallback: ({ verificationUri, userCode }) => new User().approve(verificationUri, userCode, ACCOUNT),
});
const signInOfTool = tool.getToken(userRead);

// A daemon.
const daemon = new ClientSecretCredential(TENANT, CLIENT_ID, CLIENT_SECRET, sandbox);
const forDaemon = await daemon.getToken(graph);
const users = await get(`${SANDBOX}/v1.0/users?$top=1`, forDaemon.token);

// A web app. The library redeems the code, and the app makes the address of the sign-in.
const address = new URL(`${SANDBOX}/${TENANT}/oauth2/v2.0/authorize`);
address.search = new URLSearchParams({
  client_id: CLIENT_ID,
  response_type: "code",
  redirect_uri: REDIRECT_URI,
  scope: `openid offline_access ${userRead}`,
});
const { answer } = await new User().signIn(address.href, ACCOUNT);
const web = new AuthorizationCodeCredential(TENANT, CLIENT_ID, CLIENT_SECRET, answer.code, REDIRECT_URI, sandbox);
const forWeb = await web.getToken(userRead);
const meOfWeb = await get(`${SANDBOX}/v1.0/me`, forWeb.token);

// The most common failures. Without retries, they come at once.
const once = { retryOptions: { maxRetries: 0 } };
const failureWith = (secret, options) =>
  failureOf(() => new ClientSecretCredential(TENANT, CLIENT_ID, secret, { ...once, ...options }).getToken(graph));
const withoutDisableInstanceDiscovery = await failureWith(CLIENT_SECRET, { authorityHost: SANDBOX });
const withoutAuthorityHost = await failureWith(CLIENT_SECRET, { disableInstanceDiscovery: true });
const withWrongSecret = await failureWith("wrong", sandbox);

const forTool = await signInOfTool;
const cached = await tool.getToken(userRead);

// Two hours later, the access tokens have expired. The tool renews its token without the user.
moveClock(2);
const renewedDaemon = await daemon.getToken(graph);
const renewed = await tool.getToken(userRead);
const meOfTool = await get(`${SANDBOX}/v1.0/me`, renewed.token);

print({
  users: users.status,
  daemonRenewed: renewedDaemon.token !== forDaemon.token,
  meOfWeb: meOfWeb.body.userPrincipalName,
  cached: cached.token === forTool.token,
  renewed: renewed.token !== forTool.token && meOfTool.body.userPrincipalName,
  withoutDisableInstanceDiscovery,
  withoutAuthorityHost,
  withWrongSecret,
});
