namespace Microsoft.Identity.Web;

/// <summary>Names the library and its users share.</summary>
public static class Constants
{
    /// <summary>The usual configuration section of an app that signs in with Microsoft Entra ID.</summary>
    public const string AzureAd = "AzureAd";

    /// <summary>The usual configuration section of an app that signs in with Azure AD B2C.</summary>
    public const string AzureAdB2C = "AzureAdB2C";

    /// <summary>Request parameter: the name the sign-in page fills in (OpenID Connect Core 3.1.2.1).</summary>
    public const string LoginHint = "login_hint";

    /// <summary>Request parameter: the tenant or kind of account to go to without asking.</summary>
    public const string DomainHint = "domain_hint";

    /// <summary>Request parameter: claims the app asks for, as JSON (OpenID Connect Core 5.5).</summary>
    public const string Claims = "claims";

    /// <summary>Authentication property: the B2C user flow to run instead of the default one.</summary>
    public const string Policy = "policy";

    /// <summary>Where the UI package runs the password reset flow.</summary>
    public const string ResetPasswordPath = "/MicrosoftIdentity/Account/ResetPassword";

    /// <summary>Where the UI package shows a failed sign-in.</summary>
    public const string ErrorPath = "/MicrosoftIdentity/Account/Error";
}
