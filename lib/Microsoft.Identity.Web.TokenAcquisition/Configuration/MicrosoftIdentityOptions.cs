using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>
/// The settings of an app registration: everything of the OpenID Connect handler, and the parts from which its authority is built.
/// Bound from a configuration section such as <c>AzureAd</c>.
/// </summary>
/// <remarks>
/// <see cref="Instance"/> and <see cref="TenantId"/> win over <see cref="OpenIdConnectOptions.Authority"/> whenever either is not empty.
/// </remarks>
public class MicrosoftIdentityOptions : OpenIdConnectOptions
{
    /// <summary>The cloud's address, such as <c>https://login.microsoftonline.com/</c>, or a B2C tenant's.</summary>
    public string Instance { get; set; } = null!;

    /// <summary>The tenant as GUID or domain, or <c>common</c>, <c>organizations</c>, <c>consumers</c>.</summary>
    public string? TenantId { get; set; }

    /// <summary>The tenant's domain, such as <c>contoso.onmicrosoft.com</c>. B2C builds its authority with it.</summary>
    public string? Domain { get; set; }

    /// <summary>B2C: the user flow that signs up or signs in. Setting it makes the app a B2C app.</summary>
    public string? SignUpSignInPolicyId { get; set; }

    /// <summary>B2C: the user flow that edits the profile.</summary>
    public string? EditProfilePolicyId { get; set; }

    /// <summary>B2C: the user flow that resets the password.</summary>
    public string? ResetPasswordPolicyId { get; set; }

    /// <summary>B2C: the user flow that runs when a challenge names none, <see cref="SignUpSignInPolicyId"/>.</summary>
    public string? DefaultUserFlow => SignUpSignInPolicyId;

    /// <summary>
    /// How the app proves who it is to the token endpoint, in place of <see cref="OpenIdConnectOptions.ClientSecret"/>. Acquiring tokens uses the first
    /// that can be loaded; sign-in alone the first client secret.
    /// </summary>
    public IEnumerable<CredentialDescription>? ClientCredentials { get; set; }

    /// <summary>B2C: where a user who forgot the password is sent. Defaults to the page of the UI package.</summary>
    public PathString? ResetPasswordPath { get; set; } = Constants.ResetPasswordPath;

    /// <summary>B2C: where a user whose sign-in failed is sent. Defaults to the page of the UI package.</summary>
    public PathString? ErrorPath { get; set; } = Constants.ErrorPath;

    /// <summary>Whether an assertion signed with a certificate carries the certificate (<c>x5c</c>), so that one signed by the same issuer can follow it.</summary>
    public bool SendX5C { get; set; }

    /// <summary>The user-assigned managed identity, for credentials that do not name one.</summary>
    public string? UserAssignedManagedIdentityClientId { get; set; }

    internal bool IsB2C => !string.IsNullOrWhiteSpace(DefaultUserFlow);
}
