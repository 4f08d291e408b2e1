using AzureADB2CSignIn.Controllers;
using AzureADB2CSignIn.Identity;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>Each configuration mistake stops chapter 1-2 with one sentence that names the key, the problem and the fix.</summary>
public sealed class CustomerConfigurationTests
{
    private const string Secret = "a-secret-nobody-may-see";

    private static readonly Dictionary<string, string?> _ownTenant = new()
    {
        ["AzureAd:Domain"] = "contoso.onmicrosoft.com",
        ["AzureAd:ClientId"] = SeededTenants.CustomerChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = Secret,
    };

    private static readonly Dictionary<string, string?> _ownExternalTenant = new()
    {
        ["AzureAd:Authority"] = "https://contoso.ciamlogin.com/",
        ["AzureAd:ClientId"] = SeededTenants.ExternalIdChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = Secret,
    };

    [Theory]
    [InlineData("Production", "Domain", "", "AzureAd:Domain is blank:")]
    [InlineData("Production", "Domain", "contoso", "AzureAd:Domain is 'contoso', which is not a tenant's domain:")]
    [InlineData("Production", "Domain", "https://contoso.onmicrosoft.com", "AzureAd:Domain is 'https://contoso.onmicrosoft.com', which")]
    [InlineData("Production", "Domain", SeededTenants.B2C, "AzureAd:Domain is 'a51c7d83")]
    [InlineData("Production", "Instance", "http://contoso.b2clogin.com/", "AzureAd:Instance is 'http://contoso.b2clogin.com/', which is not an https address:")]
    [InlineData("Production", "Instance", "contoso.b2clogin.com", "AzureAd:Instance is 'contoso.b2clogin.com', which is not")]
    [InlineData("Production", "SignUpSignInPolicyId", "", "AzureAd:SignUpSignInPolicyId is blank:")]
    [InlineData("Production", "SignUpSignInPolicyId", "susi", "AzureAd:SignUpSignInPolicyId is 'susi', which is not a policy's name")]
    [InlineData("Production", "EditProfilePolicyId", "B2C_2_edit", "AzureAd:EditProfilePolicyId is 'B2C_2_edit', which")]
    [InlineData("Production", "ResetPasswordPolicyId", "B2C_1_reset/../x", "AzureAd:ResetPasswordPolicyId is 'B2C_1_reset/../x', which")]
    [InlineData("Production", "CustomPolicyId", "B2C_1A_", "AzureAd:CustomPolicyId is 'B2C_1A_', which")]
    [InlineData("Production", "ClientId", "", "AzureAd:ClientId is blank:")]
    [InlineData("Production", "ClientId", "my app", "AzureAd:ClientId is not a GUID:")]
    [InlineData("Production", "ClientCredentials:0:ClientSecret", "", "AzureAd:ClientCredentials:0:ClientSecret is blank:")]
    [InlineData("Production", "ClientCredentials:0:ClientSecret", "sandbox-only-not-a-secret", "AzureAd:ClientCredentials:0:ClientSecret is still the one of the sandbox:")]
    [InlineData("Development", "Domain", "contoso.onmicrosoft.com", "AzureAd:ClientCredentials:0:ClientSecret is still the one of the sandbox:")]
    [InlineData("Development", "SignUpSignInPolicyId", "susi", "AzureAd:SignUpSignInPolicyId is 'susi', which is not a policy's name")]
    [InlineData("Development", "Authority", "https://contoso.ciamlogin.com/", "AzureAd:ClientCredentials:0:ClientSecret is still the one of the sandbox:")]
    [InlineData("ExternalID", "Authority", "http://contoso.ciamlogin.com/", "AzureAd:Authority is 'http://contoso.ciamlogin.com/', which is not an https address of an external tenant:")]
    [InlineData("ExternalID", "Authority", "https://login.contoso.com/", "AzureAd:Authority is 'https://login.contoso.com/', which")]
    [InlineData("ExternalID", "Authority", "https://login.contoso.com/v2", "AzureAd:Authority is 'https://login.contoso.com/v2', which")]
    [InlineData("ExternalID", "Authority", "localhost:7443", "AzureAd:Authority is 'localhost:7443', which")]
    public void A_mistake_with_a_tenant_is_told_in_one_sentence_with_the_command_that_corrects_it(string environment, string key, string value, string expected)
    {
        var settings = environment is "Production" ? new Dictionary<string, string?>(_ownTenant) : [];
        settings[$"AzureAd:{key}"] = value;

        var mistake = FindMistake(environment, settings);

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set \"AzureAd:", mistake, StringComparison.Ordinal);
        ShouldBeOneSentence(mistake);
    }

    [Theory]
    [InlineData("Development", "Domain", "", "AzureAd:Domain is blank:")]
    [InlineData("Development", "ClientId", " ", "AzureAd:ClientId is blank:")]
    [InlineData("Development", "ClientCredentials:0:ClientSecret", "", "AzureAd:ClientCredentials:0:ClientSecret is blank:")]
    [InlineData("Development", "Instance", "http://localhost:7443/", "AzureAd:Instance is 'http://localhost:7443/', which is not an https address:")]
    [InlineData("ExternalID", "Authority", "https://localhost:7443/", "AzureAd:Authority is 'https://localhost:7443/', which is not an https address of an external tenant:")]
    [InlineData("ExternalID", "ClientId", "", "AzureAd:ClientId is blank:")]
    [InlineData("ExternalID", "ClientCredentials:0:ClientSecret", "", "AzureAd:ClientCredentials:0:ClientSecret is blank:")]
    public void A_mistake_with_the_sandbox_names_the_file_that_holds_its_values(string environment, string key, string value, string expected)
    {
        var mistake = FindMistake(environment, new() { [$"AzureAd:{key}"] = value });

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.EndsWith($"restore the sandbox's value in appsettings.{environment}.json.", mistake, StringComparison.Ordinal);
        ShouldBeOneSentence(mistake);
    }

    [Theory]
    [InlineData("CallbackPath", "signin-oidc", "AzureAd:CallbackPath is 'signin-oidc', which is not a path:")]
    [InlineData("RemoteSignOutPath", "", "AzureAd:RemoteSignOutPath is '', which is not a path:")]
    [InlineData("SignedOutCallbackPath", "/signin-oidc", "AzureAd:CallbackPath, RemoteSignOutPath and SignedOutCallbackPath have to differ:")]
    public void A_path_that_would_make_every_page_an_error_page_is_a_mistake(string key, string value, string expected)
    {
        var mistake = FindMistake("Development", new() { [$"AzureAd:{key}"] = value });

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        ShouldBeOneSentence(mistake);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("ExternalID")]
    public void The_sandbox_works_with_both_launch_profiles(string environment) => Assert.Null(FindMistake(environment, []));

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_tenant_of_ones_own_is_named_by_its_domain_alone(string environment)
    {
        var (openId, _) = await OptionsAsync(environment, _ownTenant);

        Assert.Equal("https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_susi/v2.0", openId.Authority);
    }

    [Fact]
    public async Task A_custom_domain_stays_as_it_is()
    {
        var (openId, _) = await OptionsAsync("Production", new(_ownTenant) { ["AzureAd:Instance"] = "https://login.contoso.com/" });

        Assert.StartsWith("https://login.contoso.com/contoso.onmicrosoft.com/", openId.Authority, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EditProfilePolicyId")]
    [InlineData("ResetPasswordPolicyId")]
    [InlineData("CustomPolicyId")]
    public void A_policy_that_the_tenant_does_not_have_may_be_blank(string key) =>
        Assert.Null(FindMistake("Production", new(_ownTenant) { [$"AzureAd:{key}"] = "" }));

    [Theory]
    [InlineData("Production", "https://contoso.ciamlogin.com/", "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0")]
    [InlineData("Development", "https://contoso.ciamlogin.com/", "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0")]
    [InlineData("ExternalID", "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0", "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0")]
    [InlineData("Production", "https://login.contoso.com/" + SeededTenants.Customers + "/v2.0", "https://login.contoso.com/" + SeededTenants.Customers + "/v2.0")]
    public async Task An_authority_takes_the_place_of_everything_that_is_for_B2C(string environment, string authority, string expected)
    {
        var (openId, identity) = await OptionsAsync(environment, new(_ownExternalTenant) { ["AzureAd:Authority"] = authority });

        Assert.Equal(expected, openId.Authority);
        Assert.Null(identity.SignUpSignInPolicyId);
        Assert.Null(identity.EditProfilePolicyId);
        Assert.Null(identity.ResetPasswordPolicyId);
    }

    private static void ShouldBeOneSentence(string? mistake)
    {
        Assert.DoesNotContain("\n", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, mistake, StringComparison.Ordinal);
    }

    /// <summary>The options of a chapter that has started with these settings.</summary>
    private static async Task<(OpenIdConnectOptions, MicrosoftIdentityOptions)> OptionsAsync(string environment, Dictionary<string, string?> settings)
    {
        await using var chapter = new ChapterFactory<HomeController>(new()) { Settings = settings, Environment = environment };
        return (
            chapter.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme),
            chapter.Services.GetRequiredService<IOptionsMonitor<MicrosoftIdentityOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme));
    }

    private static string? FindMistake(string environment, Dictionary<string, string?> settings)
    {
        var section = Configuration(environment, settings).GetSection("AzureAd").Get<AzureAdSettings>()!;
        return new AzureAdSettingsValidator().Validate(null, section).FailureMessage;
    }

    private static IConfigurationRoot Configuration(string environment, Dictionary<string, string?> settings)
    {
        var folder = RepositoryPaths.Chapter("AzureADB2CSignIn");
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, "appsettings.json"))
            .AddJsonFile(Path.Combine(folder, $"appsettings.{environment}.json"), optional: true)
            .AddInMemoryCollection(settings)
            .Build();
    }
}

/// <summary>The same on a real console.</summary>
[Collection(ProcessTests.Name)]
public sealed class CustomerConfigurationOnTheConsoleTests
{
    [Theory]
    [InlineData("Development", "AzureAd__Domain", "not a domain", "AzureAd:Domain is 'not a domain'")]
    [InlineData("ExternalID", "AzureAd__ClientId", "", "AzureAd:ClientId is blank")]
    public async Task The_chapter_ends_with_the_sentence_and_nothing_else(string environment, string variable, string value, string expected)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(TestContext.Current.CancellationToken);
        await using var chapter = ProcessApp.Start(
            RepositoryPaths.Chapter("AzureADB2CSignIn"), certificate, environment: [("ASPNETCORE_ENVIRONMENT", environment), (variable, value)]);

        Assert.Equal(1, await chapter.WaitForExitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        Assert.StartsWith(expected, chapter.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", chapter.Output, StringComparison.Ordinal);
    }
}
