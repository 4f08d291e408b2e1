// A web app with openid-client.
import { failureOf, get, print } from "./program.mjs";
import * as client from "openid-client";
import { User } from "./user.mjs";

const { SANDBOX, TENANT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, ACCOUNT } = process.env;

// The configuration. The library finds everything else in the metadata. The tenant has to be a tenant ID, because the
// issuer in the metadata has to be this address.
const authority = new URL(`${SANDBOX}/${TENANT}/v2.0`);
const scope = "openid profile email offline_access User.Read";
const config = await client.discovery(authority, CLIENT_ID, CLIENT_SECRET);

// The library checks the signature of an ID token only on request.
client.enableNonRepudiationChecks(config);

// The sign-in.
const checks = {
  pkceCodeVerifier: client.randomPKCECodeVerifier(),
  expectedState: client.randomState(),
  expectedNonce: client.randomNonce(),
};
const address = client.buildAuthorizationUrl(config, {
  redirect_uri: REDIRECT_URI,
  scope,
  code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
  code_challenge_method: "S256",
  state: checks.expectedState,
  nonce: checks.expectedNonce,
});
const { location } = await new User().signIn(address.href, ACCOUNT);
const tokens = await client.authorizationCodeGrant(config, new URL(location), checks);
const claims = tokens.claims();

// API calls, and a renewal.
const response = await client.fetchProtectedResource(config, tokens.access_token, new URL(`${SANDBOX}/v1.0/me`), "GET");
const userInfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
const again = await get(`${SANDBOX}/v1.0/me`, renewed.access_token);

// The most common failures.
const wrongSecret = await client.discovery(authority, CLIENT_ID, "wrong");

print({
  username: claims.preferred_username,
  me: (await response.json()).userPrincipalName,
  userInfo: userInfo.name,
  renewed: renewed.access_token !== tokens.access_token && again.body.userPrincipalName,
  signOut: client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token }).href,
  withWrongSecret: await failureOf(() => client.refreshTokenGrant(wrongSecret, renewed.refresh_token)),
  withCommon: await failureOf(() => client.discovery(new URL(`${SANDBOX}/common/v2.0`), CLIENT_ID, CLIENT_SECRET)),
});
