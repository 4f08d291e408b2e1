namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>A chapter as the tests start it in a process of its own.</summary>
/// <param name="Assembly">The chapter's assembly name.</param>
/// <param name="Address">The address under which it is registered.</param>
/// <param name="Environment">The variables that lead it to a sandbox, made from that sandbox's address without a trailing slash.</param>
public sealed record ChapterLaunch(string Assembly, Uri Address, Func<string, IEnumerable<(string Name, string? Value)>> Environment)
{
    /// <summary>The folder of the built chapter; the repository's own unless it was copied.</summary>
    public string Folder { get; init; } = RepositoryPaths.Chapter(Assembly);

    /// <summary>Chapter 1-1.</summary>
    public static ChapterLaunch AzureAD { get; } = new(
        "AzureADSignIn", new("https://localhost:7111"), sandbox => [("AzureAd__Authority", $"{sandbox}/{SeededTenants.Contoso}/v2.0")]);

    /// <summary>Chapter 1-2 with Azure AD B2C.</summary>
    public static ChapterLaunch AzureADB2C { get; } = new(
        "AzureADB2CSignIn", new("https://localhost:7112"), sandbox => [("AzureAd__Instance", $"{sandbox}/")]);

    /// <summary>Chapter 1-2 with External ID, as its launch profile starts it.</summary>
    public static ChapterLaunch ExternalId { get; } = new(
        "AzureADB2CSignIn", new("https://localhost:7113"),
        sandbox => [("ASPNETCORE_ENVIRONMENT", "ExternalID"), ("AzureAd__Authority", $"{sandbox}/{SeededTenants.Customers}/v2.0")]);

    /// <summary>Chapter 2-1.</summary>
    public static ChapterLaunch MicrosoftGraph { get; } = new(
        "CallMicrosoftGraph", new("https://localhost:7121"),
        sandbox => [("AzureAd__Authority", $"{sandbox}/{SeededTenants.Contoso}/v2.0"), ("DownstreamApis__MicrosoftGraph__BaseUrl", $"{sandbox}/v1.0")]);

    /// <summary>Chapter 3-1, as its launch profile starts it.</summary>
    public static ChapterLaunch AppService { get; } = new(
        "DeployToAppService", new("https://localhost:7131"),
        sandbox =>
        [
            ("AzureAd__Authority", $"{sandbox}/{SeededTenants.Contoso}/v2.0"), ("DownstreamApis__MicrosoftGraph__BaseUrl", $"{sandbox}/v1.0"),
            ("IDENTITY_ENDPOINT", $"{sandbox}/msi/token"), ("IDENTITY_HEADER", "sandbox-only-not-a-secret"),
        ]);
}
