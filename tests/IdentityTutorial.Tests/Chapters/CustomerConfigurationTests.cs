using AzureADB2CSignIn;
using Microsoft.Extensions.Configuration;

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
    [InlineData("Development", "Domain", "", "AzureAd:Domain is blank:")]
    [InlineData("Development", "Domain", "contoso.onmicrosoft.com", "AzureAd:ClientCredentials:0:ClientSecret is still the one of the sandbox:")]
    [InlineData("Development", "ClientId", " ", "AzureAd:ClientId is blank:")]
    [InlineData("Development", "Authority", "https://contoso.ciamlogin.com/", "AzureAd:ClientCredentials:0:ClientSecret is still the one of the sandbox:")]
    [InlineData("ExternalID", "Authority", "http://contoso.ciamlogin.com/", "AzureAd:Authority is 'http://contoso.ciamlogin.com/', which is not an https address of an external tenant:")]
    [InlineData("ExternalID", "Authority", "https://login.contoso.com/", "AzureAd:Authority is 'https://login.contoso.com/', which")]
    [InlineData("ExternalID", "Authority", "https://login.contoso.com/v2", "AzureAd:Authority is 'https://login.contoso.com/v2', which")]
    [InlineData("ExternalID", "ClientId", "", "AzureAd:ClientId is blank:")]
    public void A_mistake_is_told_in_one_sentence_with_the_command_that_mends_it(string environment, string key, string value, string expected)
    {
        var settings = environment is "Production" ? new Dictionary<string, string?>(_ownTenant) : [];
        settings[$"AzureAd:{key}"] = value;

        var mistake = AzureAdSettings.FindMistake(Configuration(environment, settings));

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set \"AzureAd:", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("ExternalID")]
    public void The_sandbox_works_with_both_launch_profiles(string environment) => Assert.Null(AzureAdSettings.FindMistake(Configuration(environment, [])));

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public void A_tenant_of_ones_own_is_named_by_its_domain_alone(string environment)
    {
        var azureAd = Configuration(environment, _ownTenant);

        Assert.Null(AzureAdSettings.FindMistake(azureAd));
        Assert.Equal("https://contoso.b2clogin.com/", azureAd["Instance"]);
    }

    [Fact]
    public void A_custom_domain_stays_as_it_is()
    {
        var azureAd = Configuration("Production", new(_ownTenant) { ["AzureAd:Instance"] = "https://login.contoso.com/" });

        Assert.Null(AzureAdSettings.FindMistake(azureAd));
        Assert.Equal("https://login.contoso.com/", azureAd["Instance"]);
    }

    [Theory]
    [InlineData("EditProfilePolicyId")]
    [InlineData("ResetPasswordPolicyId")]
    [InlineData("CustomPolicyId")]
    public void A_policy_that_the_tenant_does_not_have_may_be_blank(string key) =>
        Assert.Null(AzureAdSettings.FindMistake(Configuration("Production", new(_ownTenant) { [$"AzureAd:{key}"] = "" })));

    [Theory]
    [InlineData("https://contoso.ciamlogin.com/")]
    [InlineData("https://contoso.ciamlogin.com")]
    [InlineData("https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0")]
    [InlineData("https://login.contoso.com/" + SeededTenants.Customers + "/v2.0")]
    public void An_authority_takes_the_place_of_everything_that_is_for_B2C(string authority)
    {
        foreach (var environment in new[] { "Production", "Development", "ExternalID" })
        {
            var azureAd = Configuration(environment, new(_ownExternalTenant) { ["AzureAd:Authority"] = authority });

            Assert.Null(AzureAdSettings.FindMistake(azureAd));
            Assert.All(["Instance", "Domain", "SignUpSignInPolicyId", "EditProfilePolicyId", "ResetPasswordPolicyId", "CustomPolicyId"], key => Assert.Equal("", azureAd[key]));
        }
    }

    private static IConfigurationSection Configuration(string environment, Dictionary<string, string?> settings)
    {
        var folder = RepositoryPaths.Chapter("AzureADB2CSignIn");
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, "appsettings.json"))
            .AddJsonFile(Path.Combine(folder, $"appsettings.{environment}.json"), optional: true)
            .AddInMemoryCollection(settings)
            .Build()
            .GetSection("AzureAd");
    }
}
