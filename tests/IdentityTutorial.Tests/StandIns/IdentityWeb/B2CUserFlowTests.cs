using System.Net;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class B2CUserFlowTests : IClassFixture<B2CApp>
{
    private readonly SignInApp _app;

    public B2CUserFlowTests(B2CApp shared)
    {
        _app = shared.App;
        _app.BeginTest();
    }

    [Fact]
    public async Task Resetting_the_password_goes_to_its_flow_in_lower_case()
    {
        var request = await _app.ChallengeAsync("/MicrosoftIdentity/Account/ResetPassword");

        Assert.Equal($"{_app.Provider.Address}fabrikamb2c.onmicrosoft.com/b2c_1_reset/oauth2/v2.0/authorize", request.Endpoint);
        Assert.Equal("id_token", request.Parameters["response_type"]);
    }

    [Fact]
    public async Task Editing_the_profile_signs_in_first()
    {
        var request = await _app.ChallengeAsync("/MicrosoftIdentity/Account/EditProfile");

        Assert.EndsWith("/B2C_1_susi/oauth2/v2.0/authorize", request.Endpoint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editing_the_profile_of_a_signed_in_user_goes_to_its_flow()
    {
        await _app.SignInAsync();

        var request = await _app.ChallengeAsync("/MicrosoftIdentity/Account/EditProfile");

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
        var request = await _app.ChallengeAsync($"/MicrosoftIdentity/Account/Challenge?policy={Uri.EscapeDataString(policy)}");

        Assert.Equal($"{_app.Provider.Address}fabrikamb2c.onmicrosoft.com/B2C_1_susi/oauth2/v2.0/authorize", request.Endpoint);
        Assert.Equal("code", request.Parameters["response_type"]);
    }
}
