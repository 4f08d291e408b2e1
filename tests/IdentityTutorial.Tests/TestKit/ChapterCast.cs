using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>Who signs in to a chapter and where: what differs between chapters in tests that hold for all of them.</summary>
public sealed record ChapterCast
{
    // People of one organization sign in; what differs between the chapters for them are address and page.
    private static readonly ChapterCast _contoso = new()
    {
        Address = new("https://localhost:7111"),
        Account = SeededTenants.Alice,
        Name = "Alice",
        OtherAccount = SeededTenants.Bob,
        AccountClaim = "preferred_username",
        Tenant = SeededTenants.Contoso,
        IssuerFormat = "https://localhost:7443/{0}/v2.0",
        HasPairwiseSubjects = true,
        OwnPage = "/Home/Members",
        WrongVerifier = "AADSTS501481",
        UsedCode = "AADSTS54005",
        SomebodyElsesCode = "AADSTS",
        NobodySignedIn = "AADSTS50058",
        SecondAddress = new("https://localhost:7291"),
        SecondClientId = SeededApp.RolesAndGroups.ClientId,
    };

    private static readonly Dictionary<string, ChapterCast> _casts = new()
    {
        ["AzureADSignIn"] = _contoso,
        ["CallMicrosoftGraph"] = _contoso with { Address = new("https://localhost:7121"), OwnPage = "/profile" },
        // Its own registration trusts a managed identity, which this process does not have. The seed's sample with app
        // roles has a client secret.
        ["DeployToAppService"] = _contoso with
        {
            Address = new("https://localhost:7291"),
            OwnPage = "/profile",
            SecondAddress = new("https://localhost:7111"),
            SecondClientId = SeededTenants.SignInChapter,
            Settings = new Dictionary<string, string?>
            {
                ["AzureAd:ClientId"] = SeededApp.RolesAndGroups.ClientId,
                ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
                ["AzureAd:ClientCredentials:0:ClientSecret"] = SeededApp.Secret,
            },
        },
        ["AzureADB2CSignIn"] = new()
        {
            Address = new("https://localhost:7112"),
            Account = SeededTenants.Casey,
            Name = "Casey",
            OtherAccount = SeededTenants.Robin,
            AccountClaim = "emails",
            Tenant = SeededTenants.B2C,
            IssuerFormat = "https://localhost:7443/{0}/v2.0/",
            OwnPage = "/Home/Profile",
            WrongVerifier = "AADB2C90182",
            UsedCode = "AADB2C90080",
            SomebodyElsesCode = "AADB2C",
            NobodySignedIn = "AADB2C90077",
            SecondAddress = new("https://localhost:7312"),
            SecondClientId = "e1b9a2a2-1673-48ee-814f-731467d8ad06",
        },
    };

    /// <summary>The chapter's address in this process.</summary>
    public required Uri Address { get; init; }

    /// <summary>
    /// Settings that the chapter needs in this process, because its own registration does not work there.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The name that the person of most tests signs in with.</summary>
    public required string Account { get; init; }

    /// <summary>The first name of that person.</summary>
    public required string Name { get; init; }

    /// <summary>The name that somebody else signs in with.</summary>
    public required string OtherAccount { get; init; }

    /// <summary>The claim of the ID token that holds <see cref="Account"/>.</summary>
    public required string AccountClaim { get; init; }

    /// <summary>The id of the tenant they are in.</summary>
    public required string Tenant { get; init; }

    /// <summary>The issuer of a tenant; <c>{0}</c> is the tenant's id.</summary>
    public required string IssuerFormat { get; init; }

    /// <summary>Whether another application sees another <c>sub</c> for the same person.</summary>
    public bool HasPairwiseSubjects { get; init; }

    /// <summary>A protected page of the chapter besides the token page.</summary>
    public required string OwnPage { get; init; }

    /// <summary>The provider's code for a <c>code_verifier</c> that does not match.</summary>
    public required string WrongVerifier { get; init; }

    /// <summary>The provider's code for an authorization code that was redeemed before.</summary>
    public required string UsedCode { get; init; }

    /// <summary>How the provider's code begins for the authorization code of somebody else's sign-in.</summary>
    public required string SomebodyElsesCode { get; init; }

    /// <summary>The provider's code for <c>prompt=none</c> without a session.</summary>
    public required string NobodySignedIn { get; init; }

    /// <summary>The address of the seed's second application in the same tenant.</summary>
    public required Uri SecondAddress { get; init; }

    /// <summary>The client id of that application.</summary>
    public required string SecondClientId { get; init; }

    /// <summary>The protected pages.</summary>
    public IReadOnlyList<string> ProtectedPages => ["/Home/Token", OwnPage];

    /// <summary><see cref="Settings"/> and those of a test, which win.</summary>
    public Dictionary<string, string?> SettingsWith(Dictionary<string, string?>? more) =>
        new((more ?? []).Concat(Settings).DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase));

    /// <summary>The issuer that the provider names in a tenant's tokens.</summary>
    public string IssuerOf(string tenant) => string.Format(System.Globalization.CultureInfo.InvariantCulture, IssuerFormat, tenant);

    /// <summary>The cast of the chapter that <typeparamref name="TMarker"/> belongs to.</summary>
    public static ChapterCast Of<TMarker>() => _casts[typeof(TMarker).Assembly.GetName().Name!];
}
