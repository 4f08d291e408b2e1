using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Controllers;

/// <summary>Signs in and out: <c>/MicrosoftIdentity/Account/{action}/{scheme?}</c>. Without a scheme, "OpenIdConnect" is meant.</summary>
/// <param name="microsoftIdentityOptionsMonitor">Knows the B2C user flows of each scheme.</param>
[NonController]
[AllowAnonymous]
[Area("MicrosoftIdentity")]
[Route("[area]/[controller]/[action]")]
public class AccountController(IOptionsMonitor<MicrosoftIdentityOptions> microsoftIdentityOptionsMonitor) : Controller
{
    /// <summary>Sends the browser to the identity provider to sign in.</summary>
    /// <param name="scheme">The OpenID Connect scheme.</param>
    /// <param name="redirectUri">A path of this app to come back to; home if it is anything else.</param>
    /// <param name="loginHint">The name the sign-in page fills in.</param>
    /// <param name="domainHint">The tenant or kind of account to go to without asking.</param>
    [HttpGet("{scheme?}")]
    public IActionResult SignIn(
        [FromRoute] string scheme,
        [FromQuery] string redirectUri,
        [FromQuery] string? loginHint = null,
        [FromQuery] string? domainHint = null)
    {
        var properties = new AuthenticationProperties { RedirectUri = LocalRedirectTarget.PathOrHome(Url, redirectUri) };
        properties.SetParameter(Constants.LoginHint, loginHint);
        properties.SetParameter(Constants.DomainHint, domainHint);

        return Challenge(properties, SchemeOrDefault(scheme));
    }

    /// <summary>Sends the browser to the identity provider for something more: a scope, claims, another user flow.</summary>
    /// <param name="redirectUri">A path or full address of this app to come back to; home if it is anything else.</param>
    /// <param name="scope">Scopes to ask for, separated by spaces.</param>
    /// <param name="loginHint">The name the sign-in page fills in.</param>
    /// <param name="domainHint">The tenant or kind of account to go to without asking.</param>
    /// <param name="claims">Claims to ask for, as JSON; a claims challenge of an API comes as such.</param>
    /// <param name="policy">The B2C user flow to run.</param>
    /// <param name="scheme">The OpenID Connect scheme.</param>
    [HttpGet("{scheme?}")]
    public IActionResult Challenge(
        string redirectUri,
        string scope,
        string loginHint,
        string domainHint,
        string claims,
        string policy,
        [FromRoute] string scheme)
    {
        var properties = new OAuthChallengeProperties
        {
            RedirectUri = LocalRedirectTarget.AddressOrHome(Url, redirectUri),
            Items = { [Constants.Claims] = claims, [Constants.Policy] = policy },
            Parameters = { [Constants.LoginHint] = loginHint, [Constants.DomainHint] = domainHint },
        };

        if (scope is not null)
        {
            properties.Scope = scope.Split(' ');
        }

        return Challenge(properties, SchemeOrDefault(scheme));
    }

    /// <summary>Ends the session here and at the identity provider, then shows the signed-out page.</summary>
    /// <param name="scheme">The OpenID Connect scheme.</param>
    [HttpGet("{scheme?}")]
    public IActionResult SignOut([FromRoute] string scheme)
    {
        var signedOut = Url.Page("/Account/SignedOut", pageHandler: null, values: null, protocol: Request.Scheme);

        return SignOut(
            new AuthenticationProperties { RedirectUri = signedOut },
            CookieAuthenticationDefaults.AuthenticationScheme,
            SchemeOrDefault(scheme));
    }

    /// <summary>B2C: runs the password reset flow.</summary>
    /// <param name="scheme">The OpenID Connect scheme.</param>
    [HttpGet("{scheme?}")]
    public IActionResult ResetPassword([FromRoute] string scheme) =>
        ChallengeWithUserFlow(scheme, options => options.ResetPasswordPolicyId);

    /// <summary>B2C: runs the profile editing flow; signs in first if need be.</summary>
    /// <param name="scheme">The OpenID Connect scheme.</param>
    [HttpGet("{scheme?}")]
    public async Task<IActionResult> EditProfile([FromRoute] string scheme)
    {
        var session = await HttpContext.AuthenticateAsync(SchemeOrDefault(scheme)).ConfigureAwait(false);

        return session.Succeeded
            ? ChallengeWithUserFlow(scheme, options => options.EditProfilePolicyId)
            : Challenge(SchemeOrDefault(scheme));
    }

    private ChallengeResult ChallengeWithUserFlow(string? scheme, Func<MicrosoftIdentityOptions, string?> userFlow)
    {
        var options = microsoftIdentityOptionsMonitor.Get(SchemeOrDefault(scheme));
        var properties = new AuthenticationProperties
        {
            RedirectUri = Url.Content("~/"),
            Items = { [Constants.Policy] = userFlow(options) },
        };

        return Challenge(properties, SchemeOrDefault(scheme));
    }

    private static string SchemeOrDefault(string? scheme) => scheme ?? OpenIdConnectDefaults.AuthenticationScheme;
}
