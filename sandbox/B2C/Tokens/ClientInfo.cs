using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Sandbox.B2C.Policies;
using Sandbox.Users;

namespace Sandbox.B2C.Tokens;

/// <summary>What client libraries learn about an account beside the tokens.</summary>
internal static class ClientInfo
{
    /// <summary><c>client_info</c>: the key of their caches. An account is another one at every policy.</summary>
    public static string Of(User user, Policy policy) =>
        Base64UrlEncoder.Encode($$"""{"uid":"{{user.Id}}-{{policy.Name.ToLowerInvariant()}}","utid":"{{user.TenantId}}"}""");

    /// <summary><c>profile_info</c>, for clients that do not ask for <c>client_info</c>.</summary>
    public static string ProfileOf(User user, PolicyGrant facts) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(new Dictionary<string, string?>
    {
        ["ver"] = "1.0",
        ["tid"] = user.TenantId.ToString(),
        ["sub"] = null,
        ["name"] = user.DisplayName,
        ["preferred_username"] = null,
        ["idp"] = facts.IdentityProvider ?? "LocalAccount",
    }));
}
