namespace IdentityTutorial.Tests.TestKit;

/// <summary>The tenants, people and applications of the sandbox's seed that tests name.</summary>
public static class SeededTenants
{
    /// <summary>The workforce tenant every chapter signs in to.</summary>
    public const string Contoso = "f883241c-3907-4c64-b25d-29a884a930b1";

    /// <summary>The other workforce tenant.</summary>
    public const string Fabrikam = "4bc0375f-82a2-4323-97e6-58c1af9fe9a9";

    /// <summary>The customers' tenant with Azure AD B2C's policies.</summary>
    public const string B2C = "a51c7d83-4fa6-4fce-ad03-c739e5f197e2";

    /// <summary>The domain of <see cref="B2C"/>.</summary>
    public const string B2CDomain = "fabrikamb2c.onmicrosoft.com";

    /// <summary>The customers' tenant of External ID.</summary>
    public const string Customers = "0ed058bd-0386-41c3-914d-bf867c3be4e2";

    /// <summary>The user who may do everything.</summary>
    public const string Alice = "alice@contoso.example";

    /// <summary>The user with too many groups for a token.</summary>
    public const string Bob = "bob@contoso.example";

    /// <summary>The user whom nobody gave a role, a manager or a group.</summary>
    public const string Carol = "carol@contoso.example";

    /// <summary>The user who has to confirm a second factor.</summary>
    public const string Mia = "mia@contoso.example";

    /// <summary>The user of <see cref="Fabrikam"/> who is no guest anywhere.</summary>
    public const string Eve = "eve@fabrikam.example";

    /// <summary>The user of <see cref="Fabrikam"/> who is a guest of <see cref="Contoso"/>.</summary>
    public const string Gus = "gus@fabrikam.example";

    /// <summary>The everyday customer, in both tenants of customers.</summary>
    public const string Casey = "casey@customer.example";

    /// <summary>The customer whose account in <see cref="B2C"/> is linked to Glimpse.</summary>
    public const string Robin = "robin@customer.example";

    /// <summary>The password of every seeded user.</summary>
    public const string Password = "Sandbox-2026!";

    /// <summary>The client id of chapter 1-1.</summary>
    public const string SignInChapter = "390f285f-1fdb-4541-be34-1c4a69f1fff6";

    /// <summary>The client id of chapter 1-2 in <see cref="B2C"/>.</summary>
    public const string CustomerChapter = "6d7fa902-87bd-40c4-bc28-b476b23cb79d";

    /// <summary>The client id of chapter 1-2 in <see cref="Customers"/>.</summary>
    public const string ExternalIdChapter = "92550cec-040f-4efa-bede-847eabeb880c";

    /// <summary>The client id of chapter 2-1.</summary>
    public const string GraphChapter = "2c5d1f6e-7b0a-4c39-9d58-3f1e6a8b4c21";
}
