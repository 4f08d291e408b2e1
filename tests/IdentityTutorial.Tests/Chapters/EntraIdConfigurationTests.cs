using AzureADSignIn;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Extensions.Configuration;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>Each configuration mistake stops the chapter with one sentence that names the key, the problem and the fix.</summary>
public sealed class EntraIdConfigurationTests
{
    private const string Secret = "a-secret-nobody-may-see";

    private static readonly Dictionary<string, string?> _ownTenant = new()
    {
        ["AzureAd:TenantId"] = SeededTenants.Contoso,
        ["AzureAd:ClientId"] = SeededTenants.SignInChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = Secret,
    };

    [Theory]
    [InlineData("Production", "TenantId", "", "AzureAd:TenantId is blank:")]
    [InlineData("Production", "TenantId", "12345", "AzureAd:TenantId is '12345', which is neither a tenant's GUID nor its domain:")]
    [InlineData("Production", "TenantId", "common", "AzureAd:TenantId is 'common', which is neither a tenant's GUID nor its domain:")]
    [InlineData("Production", "TenantId", "contoso.example/x", "AzureAd:TenantId is 'contoso.example/x', which")]
    [InlineData("Production", "ClientId", "", "AzureAd:ClientId is blank:")]
    [InlineData("Production", "ClientId", "my app", "AzureAd:ClientId is not a GUID:")]
    [InlineData("Production", "ClientId", "00000000-0000-0000-0000-000000000000", "AzureAd:ClientId is not a GUID:")]
    [InlineData("Production", "Instance", "http://login.microsoftonline.com/", "AzureAd:Instance is 'http://login.microsoftonline.com/', which is none of Microsoft's sign-in addresses")]
    [InlineData("Production", "Instance", "https://login.microsoftonline.con/", "AzureAd:Instance is 'https://login.microsoftonline.con/', which is none")]
    [InlineData("Production", "Instance", "login.microsoftonline.com", "AzureAd:Instance is 'login.microsoftonline.com', which is none")]
    [InlineData("Production", "ClientCredentials:0:ClientSecret", "", "AzureAd:ClientCredentials:0:ClientSecret is blank:")]
    [InlineData("Production", "ClientCredentials:0:ClientSecret", "sandbox-only-not-a-secret", "AzureAd:ClientCredentials:0:ClientSecret is still the one of the sandbox:")]
    [InlineData("Development", "Authority", "http://localhost:7443/f883241c-3907-4c64-b25d-29a884a930b1/v2.0", "AzureAd:Authority is 'http://localhost:7443/f883241c-3907-4c64-b25d-29a884a930b1/v2.0', which is not an https address")]
    [InlineData("Development", "Authority", "https://localhost:7443/", "AzureAd:Authority is 'https://localhost:7443/', which is not an https address with a tenant in its path:")]
    [InlineData("Development", "Authority", "https://localhost:7443/v2.0", "AzureAd:Authority is")]
    [InlineData("Development", "Authority", "localhost:7443", "AzureAd:Authority is 'localhost:7443', which")]
    [InlineData("Development", "Authority", "", "AzureAd:Instance is '', which is none")]
    [InlineData("Development", "ClientId", " ", "AzureAd:ClientId is blank:")]
    [InlineData("Development", "ClientCredentials:0:ClientSecret", "", "AzureAd:ClientCredentials:0:ClientSecret is blank:")]
    public void A_mistake_is_told_in_one_sentence_with_the_command_that_mends_it(string environment, string key, string value, string expected)
    {
        var settings = environment is "Development" ? [] : new Dictionary<string, string?>(_ownTenant);
        settings[$"AzureAd:{key}"] = value;

        var mistake = AzureAdSettings.FindMistake(Configuration(environment, settings).GetSection("AzureAd"));

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set \"AzureAd:", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureAd:TenantId", SeededTenants.Contoso)]
    [InlineData("AzureAd:TenantId", "contoso.onmicrosoft.com")]
    [InlineData("AzureAd:Instance", "https://login.microsoftonline.us")]
    [InlineData("AzureAd:Instance", "https://login.partner.microsoftonline.cn/")]
    public void A_tenant_of_ones_own_works_in_production(string key, string value) =>
        Assert.Null(AzureAdSettings.FindMistake(Configuration("Production", new(_ownTenant) { [key] = value }).GetSection("AzureAd")));

    [Fact]
    public void The_sandbox_works_in_development() => Assert.Null(AzureAdSettings.FindMistake(Configuration("Development", []).GetSection("AzureAd")));

    [Fact]
    public void A_tenant_of_ones_own_takes_the_place_of_the_sandbox_in_development()
    {
        var azureAd = Configuration("Development", _ownTenant).GetSection("AzureAd");

        Assert.Null(AzureAdSettings.FindMistake(azureAd));
        Assert.Equal("https://login.microsoftonline.com/", azureAd["Instance"]);
        Assert.Equal("", azureAd["Authority"]);
    }

    [Fact]
    public void A_credential_that_is_no_secret_needs_no_secret()
    {
        var settings = new Dictionary<string, string?>(_ownTenant)
        {
            ["AzureAd:ClientCredentials:0:SourceType"] = "SignedAssertionFromManagedIdentity",
            ["AzureAd:ClientCredentials:0:ClientSecret"] = "",
        };

        Assert.Null(AzureAdSettings.FindMistake(Configuration("Production", settings).GetSection("AzureAd")));
    }

    private static IConfigurationRoot Configuration(string environment, Dictionary<string, string?> settings)
    {
        var folder = RepositoryPaths.Chapter("AzureADSignIn");
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, "appsettings.json"))
            .AddJsonFile(Path.Combine(folder, $"appsettings.{environment}.json"), optional: true)
            .AddInMemoryCollection(settings)
            .Build();
    }
}

/// <summary>The same on a real console.</summary>
[Collection(ProcessTests.Name)]
public sealed class EntraIdConfigurationOnTheConsoleTests
{
    [Theory]
    [InlineData("AzureAd__TenantId", "not a tenant", "AzureAd:TenantId is 'not a tenant'")]
    [InlineData("AzureAd__ClientId", "", "AzureAd:ClientId is blank")]
    public async Task The_chapter_ends_with_the_sentence_and_nothing_else(string variable, string value, string expected)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(TestContext.Current.CancellationToken);
        await using var chapter = ProcessApp.Start(
            RepositoryPaths.Chapter("AzureADSignIn"), certificate, environment: [(variable, value)]);

        Assert.Equal(1, await chapter.WaitForExitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.StartsWith(expected, chapter.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", chapter.Output, StringComparison.Ordinal);
    }
}
