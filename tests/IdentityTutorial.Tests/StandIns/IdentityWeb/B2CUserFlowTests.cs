using System.Net;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class B2CUserFlowTests
{
    [Fact]
    public async Task Resetting_the_password_goes_to_its_flow_in_lower_case()
    {
        await using var app = await StartAsync();

        var request = await app.ChallengeAsync("/MicrosoftIdentity/Account/ResetPassword");

        Assert.Equal($"{app.Provider.Address}fabrikamb2c.onmicrosoft.com/b2c_1_reset/oauth2/v2.0/authorize", request.Endpoint);
        Assert.Equal("id_token", request.Parameters["response_type"]);
    }

    [Fact]
    public async Task Editing_the_profile_signs_in_first()
    {
        await using var app = await StartAsync();

        var request = await app.ChallengeAsync("/MicrosoftIdentity/Account/EditProfile");

        Assert.EndsWith("/B2C_1_susi/oauth2/v2.0/authorize", request.Endpoint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editing_the_profile_of_a_signed_in_user_goes_to_its_flow()
    {
        await using var app = await StartAsync();
        await app.SignInAsync();

        var request = await app.ChallengeAsync("/MicrosoftIdentity/Account/EditProfile");

        Assert.EndsWith("/b2c_1_edit_profile/oauth2/v2.0/authorize", request.Endpoint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B2C_1_susi")]
    [InlineData("b2c_1_SUSI")]
    [InlineData("")]
    [InlineData("evil/../..")]
    [InlineData("evil?x=")]
    [InlineData("evil#")]
    [InlineData("%2fevil")]
    public async Task A_policy_that_is_the_default_or_no_name_leaves_the_request_as_it_is(string policy)
    {
        await using var app = await StartAsync();

        var request = await app.ChallengeAsync($"/MicrosoftIdentity/Account/Challenge?policy={Uri.EscapeDataString(policy)}");

        Assert.Equal($"{app.Provider.Address}fabrikamb2c.onmicrosoft.com/B2C_1_susi/oauth2/v2.0/authorize", request.Endpoint);
        Assert.Equal("code", request.Parameters["response_type"]);
    }

    [Theory]
    [InlineData("AADB2C90118: The user has forgotten their password.", "/MicrosoftIdentity/Account/ResetPassword/OpenIdConnect")]
    [InlineData("AADB2C90091: The user has cancelled.", "/")]
    public async Task A_change_of_mind_at_the_provider_goes_on_in_the_app(string description, string target)
    {
        await using var app = await StartAsync();
        var request = await app.ChallengeAsync();

        var page = await app.PostBackAsync(request, ("error", "access_denied"), ("error_description", description));

        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal(target, page.Location!.PathAndQuery);
    }

    [Fact]
    public async Task Any_other_failure_shows_its_message_on_the_error_page_in_development()
    {
        await using var app = await StartAsync();
        var request = await app.ChallengeAsync();

        var page = await app.Browser.FollowAsync(
            await app.PostBackAsync(request, ("error", "server_error"), ("error_description", "AADB2C90037: An error occurred.")));

        Assert.Equal("/MicrosoftIdentity/Account/Error", page.Address.AbsolutePath);
        Assert.Contains("AADB2C90037", page.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.DoesNotContain("AADB2C90037", (await app.Browser.GetAsync("/MicrosoftIdentity/Account/Error")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_failure_keeps_its_message_to_itself_in_production()
    {
        await using var app = await StartAsync("Production");
        var request = await app.ChallengeAsync();

        var page = await app.Browser.FollowAsync(
            await app.PostBackAsync(request, ("error", "server_error"), ("error_description", "AADB2C90037: An error occurred.")));

        Assert.Equal("/MicrosoftIdentity/Account/Error", page.Address.AbsolutePath);
        Assert.DoesNotContain("AADB2C90037", page.Text, StringComparison.Ordinal);
        Assert.Contains("Request id", page.Text, StringComparison.Ordinal);
    }

    private static Task<SignInApp> StartAsync(string environment = "Development")
    {
        var provider = new StubProvider();
        return SignInApp.StartAsync(provider, SignInApp.B2C(provider), environment);
    }
}
