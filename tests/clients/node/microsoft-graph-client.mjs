// A web app that calls Microsoft Graph with @microsoft/microsoft-graph-client, and signs in with @azure/identity.
import { describe, failureOf, moveClock, print } from "./program.mjs";
import { AuthorizationCodeCredential } from "@azure/identity";
import { Client, PageIterator } from "@microsoft/microsoft-graph-client";
import {
  TokenCredentialAuthenticationProvider,
} from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";
import { User } from "./user.mjs";

const { SANDBOX, TENANT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, ACCOUNT } = process.env;
const scopes = ["https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/User.Read.All"];

const address = new URL(`${SANDBOX}/${TENANT}/oauth2/v2.0/authorize`);
address.search = new URLSearchParams({
  client_id: CLIENT_ID,
  response_type: "code",
  redirect_uri: REDIRECT_URI,
  scope: `openid offline_access ${scopes.join(" ")}`,
});
const { answer } = await new User().signIn(address.href, ACCOUNT);
const credential = new AuthorizationCodeCredential(TENANT, CLIENT_ID, CLIENT_SECRET, answer.code, REDIRECT_URI, {
  authorityHost: SANDBOX,
  disableInstanceDiscovery: true,
});

// The configuration. The client sends the token only to the hosts in `customHosts`, which are names without a port.
const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes });
const graph = Client.initWithMiddleware({
  authProvider,
  baseUrl: SANDBOX,
  customHosts: new Set(["localhost"]),
});

const me = await graph.api("/me").select("userPrincipalName,jobTitle").get();
const photo = await graph.api("/me/photo/$value").get();

// A list that has several pages.
const names = [];
const users = await graph.api("/users").select("userPrincipalName").top(2).get();
const pages = new PageIterator(graph, users, (user) => names.push(user.userPrincipalName) < 5);
await pages.iterate();

// Two hours later, the access token has expired.
moveClock(2);
const later = await graph.api("/me").get();

// The most common failures.
const failureWith = (options) =>
  failureOf(() => Client.initWithMiddleware({ authProvider, ...options }).api("/me").get());
const withoutPermission = await graph.api("/me/messages").get().then(
  () => null, (error) => `${error.statusCode} ${describe(error)}`);

print({
  me: me.userPrincipalName,
  photo: photo.type,
  names,
  renewed: later.userPrincipalName,
  withoutCustomHosts: await failureWith({ baseUrl: SANDBOX }),
  withoutPermission,
});
