using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect.Claims;

/// <summary>Adds a claim from a top-level userinfo member, unless the ID token brought the same claim already.</summary>
/// <param name="claimType">The type of the claim to add.</param>
/// <param name="valueType">The claim's value type, one of <see cref="ClaimValueTypes"/>.</param>
/// <param name="jsonKey">The top-level member of the userinfo JSON.</param>
public class UniqueJsonKeyClaimAction(string claimType, string valueType, string jsonKey)
    : JsonKeyClaimAction(claimType, valueType, jsonKey)
{
    /// <inheritdoc />
    public override void Run(JsonElement userData, ClaimsIdentity identity, string issuer)
    {
        var value = userData.GetString(JsonKey);
        if (string.IsNullOrEmpty(value) || FirstHasValue(IsOfThisType) || FirstHasValue(WasOfThisTypeInTheToken))
        {
            return;
        }

        identity.AddClaim(new Claim(ClaimType, value, ValueType, issuer));

        bool FirstHasValue(Predicate<Claim> match) => identity.FindFirst(match)?.Value == value;
    }

    private bool IsOfThisType(Claim claim) => string.Equals(claim.Type, ClaimType, StringComparison.OrdinalIgnoreCase);

    // A token handler that maps inbound claims renames them ("email" becomes a long URI) and notes the token's own name.
    private bool WasOfThisTypeInTheToken(Claim claim)
        => claim.Properties.TryGetValue(JwtSecurityTokenHandler.ShortClaimTypeProperty, out var name)
            && string.Equals(name, ClaimType, StringComparison.OrdinalIgnoreCase);
}
