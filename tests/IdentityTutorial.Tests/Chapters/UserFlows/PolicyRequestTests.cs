using System.Net;
using AzureADB2CSignIn.Controllers;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Where each policy is asked, and what for.</summary>
public sealed class PolicyRequestTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Fact]
    public async Task Signing_in_asks_the_default_policy_for_a_code_and_for_an_access_token_to_come_with_it()
    {
        var request = await Browser.GetAsync(SandboxPages.SignInPath);

        Assert.StartsWith("https://localhost:7443/fabrikamb2c.onmicrosoft.com/b2c_1_susi/oauth2/v2.0/authorize?", request.Location!.AbsoluteUri, StringComparison.OrdinalIgnoreCase);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(request.Location.Query);
        Assert.Contains(SeededTenants.CustomerChapter, query["scope"].ToString().Split(' '));
    }

    [Theory]
    [InlineData(ResetPath, "b2c_1_reset")]
    [InlineData("/MicrosoftIdentity/Account/Challenge?policy=B2C_1_edit_profile", "b2c_1_edit_profile")]
    [InlineData("/MicrosoftIdentity/Account/Challenge?policy=b2c_1a_signup_signin", "b2c_1a_signup_signin")]
    [InlineData("/MicrosoftIdentity/Account/Challenge?policy=b2c_1_SUSI", "b2c_1_susi")]
    public async Task Every_policy_is_asked_for_a_code_with_PKCE_at_its_own_address(string path, string policy)
    {
        await SignInAsCaseyAsync();

        var request = await Browser.GetAsync(path);

        Assert.Equal($"/fabrikamb2c.onmicrosoft.com/{policy}/oauth2/v2.0/authorize", request.Location!.AbsolutePath, ignoreCase: true);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(request.Location.Query);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.NotEmpty(query["nonce"].ToString());
    }

    [Theory]
    [InlineData("B2C_1_other")]
    [InlineData("evil")]
    [InlineData("../../evil")]
    [InlineData("B2C_1_susi/../B2C_1_other")]
    [InlineData("evil?x=")]
    [InlineData("%2fevil")]
    public async Task A_policy_that_is_not_configured_is_refused_and_not_forwarded(string policy)
    {
        var page = await Browser.GetAsync(RunPath(policy));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("This app has no such policy", page.Text, StringComparison.Ordinal);
        ShouldBeAnErrorPage(page);
        Assert.Empty(Browser.Cookies.All);
        Assert.DoesNotContain(LogLines, line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData(EditPath)]
    [InlineData("/MicrosoftIdentity/Account/Challenge?policy=b2c_1_EDIT_profile&redirectUri=/Home/Profile")]
    public async Task Editing_the_profile_without_a_session_signs_in_first(string path)
    {
        var page = await Browser.OpenAsync(path);

        Assert.True(page.IsSignInPage());
        Assert.Contains("b2c_1_susi", Browser.History.First(exchange => Endpoints.Authorize(exchange.Address)).Address.AbsolutePath, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_policy_whose_metadata_cannot_be_had_is_the_providers_failure_and_the_session_stays()
    {
        await Stage.RestartChapterAsync(); // the chapter has not read the policy's metadata yet
        await SignInAsCaseyAsync();
        var before = Session;
        using var down = Stage.Backchannel.Refuse(address => Endpoints.Metadata(address) && address.AbsolutePath.Contains("edit_profile", StringComparison.OrdinalIgnoreCase));

        var page = await Browser.GetAsync(EditPath);

        Assert.Equal(HttpStatusCode.BadGateway, page.Status);
        ShouldBeAnErrorPage(page);
        await ShouldStillBeCaseyAsync(before);
    }
}
