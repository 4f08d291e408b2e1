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

    private static Task<SignInApp> StartAsync()
    {
        var provider = new StubProvider();
        return SignInApp.StartAsync(provider, SignInApp.B2C(provider));
    }
}
