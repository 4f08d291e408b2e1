using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect.Claims;

namespace Microsoft.AspNetCore.Authentication;

/// <summary>Claim actions that add a claim from the userinfo answer unless the identity has it already.</summary>
public static class ClaimActionCollectionUniqueExtensions
{
    /// <summary>Maps a userinfo member to a text claim, unless the identity already has that claim with that value.</summary>
    /// <param name="collection">The actions to add to.</param>
    /// <param name="claimType">The type of the claim to add.</param>
    /// <param name="jsonKey">The top-level member of the userinfo JSON.</param>
    public static void MapUniqueJsonKey(this ClaimActionCollection collection, string claimType, string jsonKey)
        => collection.MapUniqueJsonKey(claimType, jsonKey, ClaimValueTypes.String);

    /// <summary>Maps a userinfo member to a claim, unless the identity already has that claim with that value.</summary>
    /// <param name="collection">The actions to add to.</param>
    /// <param name="claimType">The type of the claim to add.</param>
    /// <param name="jsonKey">The top-level member of the userinfo JSON.</param>
    /// <param name="valueType">The claim's value type, one of <see cref="ClaimValueTypes"/>.</param>
    public static void MapUniqueJsonKey(this ClaimActionCollection collection, string claimType, string jsonKey, string valueType)
        => collection.Add(new UniqueJsonKeyClaimAction(claimType, valueType, jsonKey));
}
