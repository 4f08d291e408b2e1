// A single-page app as the documentation of oidc-client-ts describes it. The test calls its functions and reads what
// they return.
const settings = await (await fetch("/settings.json")).json();
const home = `${location.origin}/oidc-client-ts/`;

// The library finds everything else in the metadata.
const configuration = {
  authority: `${settings.authority}/v2.0`,
  client_id: settings.clientId,
  redirect_uri: home,
  post_logout_redirect_uri: home,
  scope: "openid profile offline_access User.Read",
  automaticSilentRenew: false,
};
const manager = new oidc.UserManager(configuration);

// The page is its own redirect URI. In a hidden frame, it hands the answer to the page that asked.
const parameters = new URLSearchParams(location.search);
if (window.parent !== window) {
  await manager.signinSilentCallback();
} else if (parameters.has("state")) {
  const isSignIn = parameters.has("code") || parameters.has("error");
  await (isSignIn ? manager.signinRedirectCallback() : manager.signoutRedirectCallback());
  history.replaceState(null, "", home);
}

// What a test needs to know of a result or of an error, as plain data.
const summary = (user) => user && {
  username: user.profile.preferred_username,
  accessToken: user.access_token,
  hasRefreshToken: Boolean(user.refresh_token),
};

const attempt = async (action) => {
  try {
    return summary(await action());
  } catch (error) {
    return { error: error.name, code: error.error ?? "", message: error.error_description ?? error.message };
  }
};

window.app = {
  user: async () => summary(await manager.getUser()),
  signIn: () => attempt(() => manager.signinRedirect()),
  renew: () => attempt(() => manager.signinSilent()),

  // Without a refresh token, the library renews in a hidden frame.
  renewInFrame: async () => {
    await manager.removeUser();
    return attempt(() => manager.signinSilent());
  },
  signOut: () => manager.signoutRedirect(),
  get: async (address, accessToken) => {
    const response = await fetch(address, { headers: { Authorization: `Bearer ${accessToken}` } });
    return { status: response.status, body: await response.json().catch(() => null) };
  },
};
