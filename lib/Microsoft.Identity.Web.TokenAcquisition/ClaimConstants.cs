namespace Microsoft.Identity.Web;

/// <summary>Claim types in tokens of the Microsoft identity platform.</summary>
public static class ClaimConstants
{
    /// <summary>The user's name as people write it.</summary>
    public const string Name = "name";

    /// <summary>The name the user signs in with. Tokens of B2C do not have it.</summary>
    public const string PreferredUserName = "preferred_username";

    /// <summary>The response parameter with the user's home account; no claim of a token.</summary>
    public const string ClientInfo = "client_info";

    /// <summary>The user's object id in the home tenant, first half of MSAL.NET's account id. Sign-in adds it.</summary>
    public const string UniqueObjectIdentifier = "uid";

    /// <summary>The user's home tenant, second half of MSAL.NET's account id. Sign-in adds it.</summary>
    public const string UniqueTenantIdentifier = "utid";
}
