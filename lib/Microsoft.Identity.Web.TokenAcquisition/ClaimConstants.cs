namespace Microsoft.Identity.Web;

/// <summary>Claim types in tokens of the Microsoft identity platform.</summary>
public static class ClaimConstants
{
    /// <summary>The user's name as people write it.</summary>
    public const string Name = "name";

    /// <summary>The name the user signs in with. Tokens of B2C do not have it.</summary>
    public const string PreferredUserName = "preferred_username";
}
