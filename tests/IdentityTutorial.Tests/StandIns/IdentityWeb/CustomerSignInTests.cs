using System.Net;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>Customers' tokens: those of B2C name no tenant and end their issuer with a slash, those of External ID look like Entra ID's.</summary>
public sealed class CustomerSignInTests
{
    [Theory]
    [InlineData(SeededTenants.B2C)]
    [InlineData(null)]
    public async Task A_token_of_a_user_flow_signs_in_whether_it_names_its_tenant_or_leaves_that_to_the_issuer(string? tid)
    {
        var provider = B2CProvider(tid);
        await using var app = await SignInApp.StartAsync(provider, SignInApp.B2C(provider));

        var claims = await app.SignInAsync();

        Assert.Contains("name=Casey Cole", claims);
        Assert.Contains("tfp=B2C_1_susi", claims);
        Assert.Contains(provider.Fetched, address => address.AbsolutePath == "/fabrikamb2c.onmicrosoft.com/B2C_1_susi/v2.0/.well-known/openid-configuration");
    }

    [Fact]
    public async Task A_token_of_another_B2C_tenant_is_refused()
    {
        var provider = B2CProvider(tid: null);
        provider.Claims["iss"] = $"{provider.Address}{SeededTenants.Fabrikam}/v2.0/";
        await using var app = await SignInApp.StartAsync(provider, SignInApp.B2C(provider));

        var page = await app.Browser.FollowAsync(await app.AnswerAsync(await app.ChallengeAsync()));

        Assert.Equal("/MicrosoftIdentity/Account/Error", page.Address.AbsolutePath);
        Assert.NotEqual(HttpStatusCode.OK, (await app.Browser.GetAsync("/me")).Status);
    }

    [Fact]
    public void The_name_of_a_customer_is_the_name_claim_with_B2C_and_the_user_name_with_External_ID()
    {
        Assert.Equal("name", WebAppOptions.FromConfiguration(
            ("Instance", "https://login.example/"), ("Domain", "fabrikamb2c.onmicrosoft.com"), ("SignUpSignInPolicyId", "B2C_1_susi")).TokenValidationParameters.NameClaimType);
        Assert.Equal("preferred_username", WebAppOptions.FromConfiguration(
            ("Authority", $"https://localhost:7443/{SeededTenants.Customers}/v2.0")).TokenValidationParameters.NameClaimType);
    }

    [Fact]
    public async Task Blank_policies_and_an_authority_make_it_External_ID()
    {
        var provider = new StubProvider { MetadataIssuer = $"/{SeededTenants.Customers}/v2.0" };
        provider.Claims["tid"] = SeededTenants.Customers;
        await using var app = await SignInApp.StartAsync(provider, new()
        {
            ["Instance"] = "",
            ["Domain"] = "",
            ["SignUpSignInPolicyId"] = "",
            ["EditProfilePolicyId"] = "",
            ["ResetPasswordPolicyId"] = "",
            ["Authority"] = provider.IssuerOf(SeededTenants.Customers),
        });

        Assert.Contains(await app.SignInAsync(), claim => claim.EndsWith($"={SeededTenants.Customers}", StringComparison.Ordinal));
        var reset = await app.ChallengeAsync("/MicrosoftIdentity/Account/ResetPassword");
        Assert.Equal($"{provider.Address}{SeededTenants.Customers}/oauth2/v2.0/authorize", reset.Endpoint);
        Assert.Equal("code", reset.Parameters["response_type"]);
    }

    [Fact]
    public async Task Editing_the_profile_comes_back_to_the_edit_after_the_sign_in_it_needed()
    {
        var provider = B2CProvider(SeededTenants.B2C);
        await using var app = await SignInApp.StartAsync(provider, SignInApp.B2C(provider));

        var back = await app.AnswerAsync(await app.ChallengeAsync("/MicrosoftIdentity/Account/EditProfile"));

        Assert.Equal("/MicrosoftIdentity/Account/EditProfile", back.Location!.AbsolutePath);
        Assert.Contains("/b2c_1_edit_profile/", (await app.Browser.GetAsync(back.Location.AbsolutePath)).Location!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_paths_that_failures_lead_to_can_be_set()
    {
        var provider = B2CProvider(SeededTenants.B2C);
        var settings = SignInApp.B2C(provider);
        (settings["ErrorPath"], settings["ResetPasswordPath"]) = ("/sorry", "/forgot");
        await using var app = await SignInApp.StartAsync(provider, settings);

        var forgotten = await app.PostBackAsync(await app.ChallengeAsync(), ("error", "access_denied"), ("error_description", "AADB2C90118: Forgotten."));
        var failed = await app.PostBackAsync(await app.ChallengeAsync(), ("error", "server_error"), ("error_description", "AADB2C90085: Failed."));

        Assert.Equal("/forgot/OpenIdConnect", forgotten.Location!.AbsolutePath);
        Assert.Equal("/sorry", failed.Location!.AbsolutePath);
    }

    private static StubProvider B2CProvider(string? tid)
    {
        var provider = new StubProvider { MetadataIssuer = $"/{SeededTenants.B2C}/v2.0/" };
        provider.Claims.Clear();
        foreach (var (name, value) in new Dictionary<string, object>
        {
            ["sub"] = "3b5f7a91-0c2d-4e8f-9a1b-7c6d5e4f3a01",
            ["iss"] = $"{provider.Address}{SeededTenants.B2C}/v2.0/",
            ["name"] = "Casey Cole",
            ["tfp"] = "B2C_1_susi",
            ["ver"] = "1.0",
        })
        {
            provider.Claims[name] = value;
        }

        if (tid is not null)
        {
            provider.Claims["tid"] = tid;
        }

        return provider;
    }
}
