namespace IdentityTutorial.Tests.TestKit;

/// <summary>The tenants, people and applications of the sandbox's seed that tests name.</summary>
public static class SeededTenants
{
    /// <summary>The workforce tenant every chapter signs in to.</summary>
    public const string Contoso = "f883241c-3907-4c64-b25d-29a884a930b1";

    /// <summary>The other workforce tenant.</summary>
    public const string Fabrikam = "4bc0375f-82a2-4323-97e6-58c1af9fe9a9";

    /// <summary>The user who may do everything.</summary>
    public const string Alice = "alice@contoso.example";

    /// <summary>The user with too many groups for a token.</summary>
    public const string Bob = "bob@contoso.example";

    /// <summary>The user who has to confirm a second factor.</summary>
    public const string Mia = "mia@contoso.example";

    /// <summary>The password of every seeded user.</summary>
    public const string Password = "Sandbox-2026!";

    /// <summary>The client id of chapter 1-1.</summary>
    public const string SignInChapter = "390f285f-1fdb-4541-be34-1c4a69f1fff6";
}
