namespace IdentityTutorial.Tests.EntraId;

/// <summary>An application of the sandbox's seed.</summary>
/// <param name="ClientId">Its client id.</param>
/// <param name="RedirectUri">One of its redirect URIs.</param>
public sealed record SeededApp(string ClientId, string RedirectUri)
{
    public const string Secret = "sandbox-only-not-a-secret";

    public static readonly SeededApp SignIn = new(SeededTenants.SignInChapter, "https://localhost:7111/signin-oidc");

    /// <summary>The app of chapter 2-1, which has permissions for Graph with a user and without one.</summary>
    public static readonly SeededApp CallsGraph = new(
        "2c5d1f6e-7b0a-4c39-9d58-3f1e6a8b4c21", "https://localhost:7121/signin-oidc");

    public static readonly SeededApp RolesAndGroups = Sample("01", 7291);
    public static readonly SeededApp AssignmentRequired = Sample("02", 7292);
    public static readonly SeededApp MultiTenant = Sample("03", 7293);
    public static readonly SeededApp Public = new("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a04", "http://localhost:51234");
    public static readonly SeededApp Certificate = Sample("05", 7295);
    public static readonly SeededApp IdToken = Sample("06", 7296);
    public static readonly SeededApp AsksForConsent = Sample("07", 7297);
    public static readonly SeededApp NeedsAdministrator = Sample("08", 7298);
    public static readonly SeededApp Blocked = Sample("09", 7299);
    public static readonly SeededApp MultiFactor = Sample("10", 7300);
    public static readonly SeededApp ExpiredSecret = Sample("11", 7301);
    public static readonly SeededApp TasksApi = new("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a12", "");

    public static readonly SeededApp Federated = Sample("13", 7303);

    public static readonly SeededApp SinglePage = new("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a14", "http://localhost:7304/");

    /// <summary>An API that accepts access tokens of version 1.0.</summary>
    public static readonly SeededApp ReportsApi = new("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a60", "");

    /// <summary>An API and its client in one registration.</summary>
    public static readonly SeededApp OwnApi = Sample("61", 7361);

    /// <summary>A client of <see cref="ReportsApi"/>, without consent.</summary>
    public static readonly SeededApp ReportsClient = Sample("62", 7362);

    private static SeededApp Sample(string number, int port) => new($"b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a{number}", $"https://localhost:{port}/signin-oidc");
}
