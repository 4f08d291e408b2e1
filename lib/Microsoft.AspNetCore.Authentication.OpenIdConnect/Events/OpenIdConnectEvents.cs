namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>
/// The application's hooks, in the order of a sign-in with a code: redirect, message received, code received, token response,
/// token validated, user information, and from the base class ticket received or remote failure. In a flow that returns an
/// ID token through the browser, token validated comes before code received.
/// </summary>
public class OpenIdConnectEvents : RemoteAuthenticationEvents
{
    /// <summary>Runs before the browser goes to the provider to sign in; may change the request or send another answer.</summary>
    public Func<RedirectContext, Task> OnRedirectToIdentityProvider { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when an answer of the provider has arrived, before any check of it.</summary>
    public Func<MessageReceivedContext, Task> OnMessageReceived { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the answer holds an authorization code; may change the token request or redeem the code itself.</summary>
    public Func<AuthorizationCodeReceivedContext, Task> OnAuthorizationCodeReceived { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the token endpoint has answered, before the ID token is validated.</summary>
    public Func<TokenResponseReceivedContext, Task> OnTokenResponseReceived { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when signature, issuer, audience and lifetime are validated. Nonce, <c>c_hash</c> and <c>at_hash</c> are checked after it.</summary>
    public Func<TokenValidatedContext, Task> OnTokenValidated { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the userinfo endpoint has answered, before its claims are taken over.</summary>
    public Func<UserInformationReceivedContext, Task> OnUserInformationReceived { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when processing an answer has thrown; the sign-in fails with that exception unless handled here.</summary>
    public Func<AuthenticationFailedContext, Task> OnAuthenticationFailed { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before the browser goes to the provider to sign out.</summary>
    public Func<RedirectContext, Task> OnRedirectToIdentityProviderForSignOut { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the browser is back from signing out, before it goes on to its last page.</summary>
    public Func<RemoteSignOutContext, Task> OnSignedOutCallbackRedirect { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the provider asks for sign-out, before <c>sid</c> and <c>iss</c> are checked.</summary>
    public Func<RemoteSignOutContext, Task> OnRemoteSignOut { get; set; } = _ => Task.CompletedTask;

    /// <summary>Invokes <see cref="OnRedirectToIdentityProvider"/>.</summary>
    /// <param name="context">The request about to be sent.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task RedirectToIdentityProvider(RedirectContext context) => OnRedirectToIdentityProvider(context);

    /// <summary>Invokes <see cref="OnMessageReceived"/>.</summary>
    /// <param name="context">The answer that arrived.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task MessageReceived(MessageReceivedContext context) => OnMessageReceived(context);

    /// <summary>Invokes <see cref="OnAuthorizationCodeReceived"/>.</summary>
    /// <param name="context">The code and the token request prepared for it.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context) => OnAuthorizationCodeReceived(context);

    /// <summary>Invokes <see cref="OnTokenResponseReceived"/>.</summary>
    /// <param name="context">The answer of the token endpoint.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task TokenResponseReceived(TokenResponseReceivedContext context) => OnTokenResponseReceived(context);

    /// <summary>Invokes <see cref="OnTokenValidated"/>.</summary>
    /// <param name="context">The validated ID token and its principal.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task TokenValidated(TokenValidatedContext context) => OnTokenValidated(context);

    /// <summary>Invokes <see cref="OnUserInformationReceived"/>.</summary>
    /// <param name="context">The answer of the userinfo endpoint.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task UserInformationReceived(UserInformationReceivedContext context) => OnUserInformationReceived(context);

    /// <summary>Invokes <see cref="OnAuthenticationFailed"/>.</summary>
    /// <param name="context">The failure.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task AuthenticationFailed(AuthenticationFailedContext context) => OnAuthenticationFailed(context);

    /// <summary>Invokes <see cref="OnRedirectToIdentityProviderForSignOut"/>.</summary>
    /// <param name="context">The request about to be sent.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task RedirectToIdentityProviderForSignOut(RedirectContext context) => OnRedirectToIdentityProviderForSignOut(context);

    /// <summary>Invokes <see cref="OnSignedOutCallbackRedirect"/>.</summary>
    /// <param name="context">The answer to the sign-out request.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task SignedOutCallbackRedirect(RemoteSignOutContext context) => OnSignedOutCallbackRedirect(context);

    /// <summary>Invokes <see cref="OnRemoteSignOut"/>.</summary>
    /// <param name="context">The provider's request.</param>
    /// <returns>Completes when the hook has.</returns>
    public virtual Task RemoteSignOut(RemoteSignOutContext context) => OnRemoteSignOut(context);
}
