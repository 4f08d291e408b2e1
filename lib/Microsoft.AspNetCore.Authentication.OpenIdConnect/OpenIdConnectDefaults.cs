namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>Names the OpenID Connect handler uses when nothing else is configured.</summary>
public static class OpenIdConnectDefaults
{
    /// <summary>The scheme name <c>AddOpenIdConnect</c> registers when none is given.</summary>
    public const string AuthenticationScheme = "OpenIdConnect";

    /// <summary>The scheme's name for people, for example on a page that lists the ways to sign in.</summary>
    public static readonly string DisplayName = "OpenIdConnect";

    /// <summary>What the name of every nonce cookie starts with; the protected nonce follows.</summary>
    public static readonly string CookieNoncePrefix = ".AspNetCore.OpenIdConnect.Nonce.";

    /// <summary>A label for authentication properties carried by a protocol message.</summary>
    public static readonly string AuthenticationPropertiesKey = "OpenIdConnect.AuthenticationProperties";

    /// <summary>
    /// Item of the protected state that remembers the <c>redirect_uri</c> of the authorization request, because the token
    /// request has to repeat it (RFC 6749 section 4.1.3).
    /// </summary>
    public static readonly string RedirectUriForCodePropertiesKey = "OpenIdConnect.Code.RedirectUri";

    /// <summary>Item of the protected state that keeps the <c>state</c> an event handler chose for itself.</summary>
    public static readonly string UserstatePropertiesKey = "OpenIdConnect.Userstate";
}
