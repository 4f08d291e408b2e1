using System.Security.Claims;

namespace Microsoft.Identity.Web;

/// <summary>
/// Reads the signed-in user's well-known claims. Each value is looked up by its short name as the token has it and by the long name
/// that claim mapping (<c>MapInboundClaims</c>) gives it. An absent or empty claim reads as <see langword="null"/>.
/// </summary>
public static class ClaimsPrincipalExtensions
{
    private const string PersonalAccountsTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";

    /// <summary>The user's object id in the tenant that signed the user in (<c>oid</c>).</summary>
    public static string? GetObjectId(this ClaimsPrincipal claimsPrincipal) =>
        FirstValue(claimsPrincipal, "oid", "http://schemas.microsoft.com/identity/claims/objectidentifier");

    /// <summary>The tenant that signed the user in (<c>tid</c>).</summary>
    public static string? GetTenantId(this ClaimsPrincipal claimsPrincipal) =>
        FirstValue(claimsPrincipal, "tid", "http://schemas.microsoft.com/identity/claims/tenantid");

    /// <summary>A name to show: <c>preferred_username</c>, else the mapped name, else <c>name</c>. Not for authorization: users can change it.</summary>
    public static string? GetDisplayName(this ClaimsPrincipal claimsPrincipal) =>
        FirstValue(claimsPrincipal, "preferred_username", ClaimsIdentity.DefaultNameClaimType, "name");

    /// <summary>The value to send as <c>login_hint</c>, so that the user is not asked for a name again: the display name.</summary>
    public static string? GetLoginHint(this ClaimsPrincipal claimsPrincipal) => GetDisplayName(claimsPrincipal);

    /// <summary>The value to send as <c>domain_hint</c>: <c>consumers</c> for a personal account, <c>organizations</c> for any other tenant.</summary>
    public static string? GetDomainHint(this ClaimsPrincipal claimsPrincipal) =>
        GetTenantId(claimsPrincipal) switch
        {
            null => null,
            var tenant when tenant.Equals(PersonalAccountsTenant, StringComparison.OrdinalIgnoreCase) => "consumers",
            _ => "organizations",
        };

    /// <summary>The B2C user flow the user came through (<c>tfp</c>).</summary>
    public static string? GetUserFlowId(this ClaimsPrincipal claimsPrincipal) =>
        FirstValue(claimsPrincipal, "tfp", "http://schemas.microsoft.com/claims/authnclassreference");

    /// <summary>The user's object id in the home tenant (<c>uid</c>, from <c>client_info</c>); there only when the app acquires tokens.</summary>
    public static string? GetHomeObjectId(this ClaimsPrincipal claimsPrincipal) => FirstValue(claimsPrincipal, "uid");

    /// <summary>The user's home tenant (<c>utid</c>, from <c>client_info</c>); there only when the app acquires tokens.</summary>
    public static string? GetHomeTenantId(this ClaimsPrincipal claimsPrincipal) => FirstValue(claimsPrincipal, "utid");

    /// <summary>The <c>sub</c> claim under its mapped name, <see cref="ClaimTypes.NameIdentifier"/>.</summary>
    public static string? GetNameIdentifierId(this ClaimsPrincipal claimsPrincipal) =>
        FirstValue(claimsPrincipal, ClaimTypes.NameIdentifier);

    /// <summary>The account id MSAL.NET files this user's tokens under, <c>{uid}.{utid}</c>, or <see langword="null"/> when either is missing.</summary>
    public static string? GetMsalAccountId(this ClaimsPrincipal claimsPrincipal)
    {
        var (user, tenant) = (GetHomeObjectId(claimsPrincipal), GetHomeTenantId(claimsPrincipal));
        return string.IsNullOrWhiteSpace(user) || string.IsNullOrWhiteSpace(tenant) ? null : $"{user}.{tenant}";
    }

    private static string? FirstValue(ClaimsPrincipal claimsPrincipal, params ReadOnlySpan<string> claimTypes)
    {
        ArgumentNullException.ThrowIfNull(claimsPrincipal);

        foreach (var claimType in claimTypes)
        {
            if (claimsPrincipal.FindFirst(claimType)?.Value is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
