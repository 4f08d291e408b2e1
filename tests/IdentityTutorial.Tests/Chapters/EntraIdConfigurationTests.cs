using AzureADSignIn.Identity;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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
    [InlineData("TenantId", "", "AzureAd:TenantId is blank:")]
    [InlineData("TenantId", "12345", "AzureAd:TenantId is '12345', which is neither a tenant's ID nor its domain:")]
    [InlineData("TenantId", "common", "AzureAd:TenantId is 'common', which is neither a tenant's ID nor its domain:")]
    [InlineData("TenantId", "contoso.example/x", "AzureAd:TenantId is 'contoso.example/x', which")]
    [InlineData("ClientId", "", "AzureAd:ClientId is blank:")]
    [InlineData("ClientId", "my app", "AzureAd:ClientId is not a GUID:")]
    [InlineData("ClientId", "00000000-0000-0000-0000-000000000000", "AzureAd:ClientId is not a GUID:")]
    [InlineData("Instance", "http://login.microsoftonline.com/", "AzureAd:Instance is 'http://login.microsoftonline.com/', which is none of the sign-in addresses")]
    [InlineData("Instance", "https://login.microsoftonline.con/", "AzureAd:Instance is 'https://login.microsoftonline.con/', which is none")]
    [InlineData("Instance", "login.microsoftonline.com", "AzureAd:Instance is 'login.microsoftonline.com', which is none")]
    [InlineData("ClientCredentials:0:ClientSecret", "", "AzureAd:ClientCredentials:0:ClientSecret is blank:")]
    [InlineData("ClientCredentials:0:ClientSecret", "sandbox-only-not-a-secret", "AzureAd:ClientCredentials:0:ClientSecret is still the one of the sandbox:")]
    public void A_mistake_with_a_tenant_is_told_in_one_sentence_with_the_command_that_corrects_it(string key, string value, string expected)
    {
        var mistake = FindMistake("Production", new(_ownTenant) { [$"AzureAd:{key}"] = value });

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set \"AzureAd:", mistake, StringComparison.Ordinal);
        ShouldBeOneSentence(mistake);
    }

    [Theory]
    [InlineData("Authority", "http://localhost:7443/f883241c-3907-4c64-b25d-29a884a930b1/v2.0", "AzureAd:Authority is 'http://localhost:7443/f883241c-3907-4c64-b25d-29a884a930b1/v2.0', which is not an https address")]
    [InlineData("Authority", "https://localhost:7443/", "AzureAd:Authority is 'https://localhost:7443/', which is not an https address with a tenant in its path:")]
    [InlineData("Authority", "https://localhost:7443/v2.0", "AzureAd:Authority is")]
    [InlineData("Authority", "localhost:7443", "AzureAd:Authority is 'localhost:7443', which")]
    [InlineData("ClientId", " ", "AzureAd:ClientId is blank:")]
    [InlineData("ClientCredentials:0:ClientSecret", "", "AzureAd:ClientCredentials:0:ClientSecret is blank:")]
    public void A_mistake_with_the_sandbox_names_the_file_that_holds_its_values(string key, string value, string expected)
    {
        var mistake = FindMistake("Development", new() { [$"AzureAd:{key}"] = value });

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.EndsWith("restore the sandbox's value in appsettings.Development.json.", mistake, StringComparison.Ordinal);
        ShouldBeOneSentence(mistake);
    }

    [Theory]
    [InlineData("CallbackPath", "signin-oidc", "AzureAd:CallbackPath is 'signin-oidc', which is not a path:")]
    [InlineData("CallbackPath", "", "AzureAd:CallbackPath is '', which is not a path:")]
    [InlineData("CallbackPath", "/", "AzureAd:CallbackPath is '/', which is not a path:")]
    [InlineData("RemoteSignOutPath", "https://app.example/signout-oidc", "AzureAd:RemoteSignOutPath is 'https://app.example/signout-oidc', which is not a path:")]
    [InlineData("SignedOutCallbackPath", "/signed-out?x=y", "AzureAd:SignedOutCallbackPath is '/signed-out?x=y', which is not a path:")]
    [InlineData("SignedOutCallbackPath", "/signin-oidc", "AzureAd:CallbackPath, RemoteSignOutPath and SignedOutCallbackPath have to differ:")]
    public void A_path_that_would_make_every_page_an_error_page_is_a_mistake(string key, string value, string expected)
    {
        var mistake = FindMistake("Development", new() { [$"AzureAd:{key}"] = value });

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        ShouldBeOneSentence(mistake);
    }

    [Theory]
    [InlineData("AzureAd:TenantId", SeededTenants.Contoso)]
    [InlineData("AzureAd:TenantId", "contoso.onmicrosoft.com")]
    [InlineData("AzureAd:Instance", "")]
    [InlineData("AzureAd:Instance", "https://login.microsoftonline.us")]
    [InlineData("AzureAd:Instance", "https://login.partner.microsoftonline.cn/")]
    public void A_tenant_of_ones_own_works_in_production(string key, string value) =>
        Assert.Null(FindMistake("Production", new(_ownTenant) { [key] = value }));

    [Fact]
    public void The_sandbox_works_in_development() => Assert.Null(FindMistake("Development", []));

    [Fact]
    public async Task A_tenant_of_ones_own_takes_the_place_of_the_sandbox_in_development()
    {
        await using var chapter = new ChapterFactory<AzureADSignIn.Controllers.HomeController>(new()) { Settings = new(_ownTenant) };

        var options = chapter.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);

        Assert.Equal($"https://login.microsoftonline.com/{SeededTenants.Contoso}/v2.0", options.Authority);
    }

    [Theory]
    [InlineData("ClientSecret")]
    [InlineData("clientsecret")]
    [InlineData("")]
    public void A_client_secret_may_be_named_as_the_library_reads_it(string sourceType) =>
        Assert.Null(FindMistake("Production", new(_ownTenant) { ["AzureAd:ClientCredentials:0:SourceType"] = sourceType }));

    [Theory]
    [InlineData("SignedAssertionFromManagedIdentity")]
    [InlineData("StoreWithThumbprint")]
    public void A_credential_that_the_sign_in_cannot_use_is_a_mistake(string sourceType)
    {
        var mistake = FindMistake("Production", new(_ownTenant) { ["AzureAd:ClientCredentials:0:SourceType"] = sourceType });

        Assert.StartsWith($"AzureAd:ClientCredentials:0:SourceType is '{sourceType}', but this app can use a client secret only:", mistake, StringComparison.Ordinal);
        ShouldBeOneSentence(mistake);
    }

    private static void ShouldBeOneSentence(string? mistake)
    {
        Assert.DoesNotContain("\n", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, mistake, StringComparison.Ordinal);
    }

    private static string? FindMistake(string environment, Dictionary<string, string?> settings)
    {
        var section = Configuration(environment, settings).GetSection("AzureAd").Get<AzureAdSettings>()!;
        return new AzureAdSettingsValidator().Validate(null, section).FailureMessage;
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
    [InlineData("AzureAd__MapInboundClaims", "maybe", "Failed to convert configuration value 'maybe' at 'AzureAd:MapInboundClaims'")]
    public async Task The_chapter_ends_with_the_sentence_and_nothing_else(string variable, string value, string expected)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(TestContext.Current.CancellationToken);
        await using var chapter = ProcessApp.Start(
            RepositoryPaths.Chapter("AzureADSignIn"), certificate, environment: [(variable, value)]);

        Assert.Equal(1, await chapter.WaitForExitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        Assert.StartsWith(expected, chapter.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", chapter.Output, StringComparison.Ordinal);
    }
}
