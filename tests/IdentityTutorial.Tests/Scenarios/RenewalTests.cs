using System.Net;
using System.Text.Json;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.Graph;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.Scenarios;

public sealed class RenewalTests(ScenarioFixture shared) : ScenarioTests(shared)
{
    private const string Challenges = """{"access_token":{"xms_cc":{"values":["cp1"]}}}""";

    private EntraIdFixture Wire => Sandbox.Wire;

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task Access_tokens_from_before_have_expired_and_those_from_after_are_good(int secondsBetween)
    {
        var old = await TokensAsync();
        Wire.Clock.Advance(TimeSpan.FromSeconds(secondsBetween));
        await Sandbox.StartAsync("expire-access-tokens");

        GraphAssert.IsError(await Sandbox.GraphAsync(old["access_token"]), 401, "InvalidAuthenticationToken", "expired");
        var renewed = await Wire.RefreshAsync(SeededApp.SignIn, old["refresh_token"]);
        GraphAssert.IsOk(await Sandbox.GraphAsync(renewed["access_token"]));
        GraphAssert.IsError(await Sandbox.GraphAsync(old["access_token"]), 401, "InvalidAuthenticationToken", "expired");

        Assert.Equal(2, (await Sandbox.EndAsync("expire-access-tokens"))["struck"]!.GetValue<int>());
        GraphAssert.IsOk(await Sandbox.GraphAsync(old["access_token"]));
    }

    [Theory]
    [InlineData("access_token", 500133)]
    [InlineData("id_token", 240002)]
    public async Task An_expired_token_of_another_API_than_Graph_is_no_assertion_either(string token, int code)
    {
        var api = SeededApp.TasksApi.ClientId;
        var scope = token == "id_token" ? "openid" : $"openid {api}/Tasks.Read";
        var client = token == "id_token" ? SeededApp.SignIn.ClientId : api;
        var assertion = (await Wire.GetTokensAsync(SeededApp.SignIn, changes: ("scope", scope)))[token];
        await Sandbox.StartAsync("expire-access-tokens");
        Wire.Clock.Advance(TimeSpan.FromSeconds(1));

        ProtocolAssert.IsError(await OnBehalfOfAsync(client, assertion), HttpStatusCode.BadRequest, "invalid_grant", code);
    }

    [Fact]
    public async Task Expiry_can_be_kept_to_one_client_of_an_API()
    {
        var assertion = (await Wire.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid api://tasks.contoso.example/Tasks.Read")))["access_token"];
        await Sandbox.StartAsync($"expire-access-tokens?client={SeededApp.RolesAndGroups.ClientId}");
        Wire.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.OK, (await OnBehalfOfAsync(SeededApp.TasksApi.ClientId, assertion)).Status);
    }

    [Fact]
    public async Task Expiry_can_be_kept_to_one_person_and_to_one_refusal()
    {
        var (alice, bob) = (await TokensAsync(), await TokensAsync(SeededTenants.Bob));
        await Sandbox.StartAsync($"expire-access-tokens?user={SeededTenants.Alice}&count=1");

        GraphAssert.IsOk(await Sandbox.GraphAsync(bob["access_token"]));
        GraphAssert.IsError(await Sandbox.GraphAsync(alice["access_token"]), 401, "InvalidAuthenticationToken");
        GraphAssert.IsOk(await Sandbox.GraphAsync(alice["access_token"]));
    }

    [Fact]
    public async Task Revoked_sessions_end_everything_that_came_of_them()
    {
        UseOwnSandbox();
        using var browser = Wire.NewBrowser();
        var code = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("scope", "openid offline_access User.Read"), ("claims", Challenges))))["code"];
        var tokens = await Wire.RedeemAsync(SeededApp.SignIn, code);
        var waiting = AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn)))["code"];

        var outcome = (await Sandbox.StartAsync("revoke-sessions"))["outcome"]!.GetValue<string>();

        Assert.Equal("For everybody: sign-in sessions ended: 1; sign-ins whose tokens were revoked: 2.", outcome);
        var answer = await Sandbox.GraphAsync(tokens["access_token"]);
        GraphAssert.IsError(answer, 401, "InvalidAuthenticationToken");
        Assert.Contains("error=\"insufficient_claims\", claims=\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        ProtocolAssert.IsError(await Wire.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 50173);
        ProtocolAssert.IsError(await Wire.RedeemAsync(SeededApp.SignIn, waiting), HttpStatusCode.BadRequest, "invalid_grant", 50173);
        Assert.True((await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn))).IsSignInPage());

        var again = await TokensAsync();
        GraphAssert.IsOk(await Sandbox.GraphAsync(again["access_token"]));
        Assert.Equal(HttpStatusCode.OK, (await Wire.RefreshAsync(SeededApp.SignIn, again["refresh_token"])).Status);
    }

    [Fact]
    public async Task One_persons_sessions_can_be_revoked_and_nobody_elses_are()
    {
        var (alice, bob) = (await TokensAsync(), await TokensAsync(SeededTenants.Bob));

        await Sandbox.StartAsync($"revoke-sessions?user={SeededTenants.Bob}");

        GraphAssert.IsOk(await Sandbox.GraphAsync(alice["access_token"]));
        GraphAssert.IsError(await Sandbox.GraphAsync(bob["access_token"]), 401, "InvalidAuthenticationToken");
    }

    [Fact]
    public async Task A_customers_sessions_at_policies_are_revoked_too()
    {
        var tokens = await Sandbox.Customers.GetTokensAsync(changes: ("scope", "openid offline_access"));

        await Sandbox.StartAsync($"revoke-sessions?user={SeededTenants.Casey}");

        var answer = await Sandbox.Customers.RefreshAsync(tokens["refresh_token"]);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (answer.Status, answer["error"]));
        Assert.Contains("AADB2C90129", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_once_and_refreshes_pass_after_it()
    {
        using var browser = Wire.NewBrowser();
        var tokens = await Wire.RedeemAsync(SeededApp.SignIn, AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)))["code"]);
        await Sandbox.StartAsync("require-mfa");

        var refused = await Wire.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);

        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 50076);
        Assert.Equal("basic_action", refused["suberror"]);
        var claims = refused["claims"];
        Assert.True(JsonDocument.Parse(claims).RootElement.GetProperty("access_token").TryGetProperty("capolids", out _));
        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "interaction_required", 50076);

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("claims", claims)));
        var passed = await Wire.RedeemAsync(SeededApp.SignIn, AnswerOf(await PassAsync(browser, page))["code"], ("claims", claims));
        Assert.Equal(["pwd", "mfa"], passed.AccessToken.GetPayloadValue<string[]>("amr"));
        Assert.Equal(HttpStatusCode.OK, (await Wire.RefreshAsync(SeededApp.SignIn, passed["refresh_token"])).Status);
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.RolesAndGroups, ("prompt", "none"))))["code"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sign_in_that_was_told_to_pass_a_second_factor_has_to_although_the_count_is_used_up(bool isSignedIn)
    {
        using var browser = Wire.NewBrowser();
        if (isSignedIn)
        {
            await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        }

        await Sandbox.StartAsync("require-mfa?count=1");
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        page = isSignedIn ? page : await PressAsync(browser, page, "account", SeededTenants.Alice);
        Assert.False((await Sandbox.StateOfAsync("require-mfa"))["on"]!.GetValue<bool>());

        var around = await OpenAsync(browser, page.Address.AbsolutePath.Replace("/multi-factor/", "/signin/", StringComparison.Ordinal) + "/next");

        Assert.StartsWith("/multi-factor/", around.Address.AbsolutePath, StringComparison.Ordinal);
        var tokens = await Wire.RedeemAsync(SeededApp.SignIn, AnswerOf(await PassAsync(browser, around))["code"]);
        Assert.Equal(["pwd", "mfa"], tokens.AccessToken.GetPayloadValue<string[]>("amr"));
    }

    [Fact]
    public async Task A_refresh_is_refused_as_often_as_the_count_says()
    {
        var tokens = await TokensAsync();
        await Sandbox.StartAsync("require-mfa?count=1");

        ProtocolAssert.IsError(await Wire.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 50076);
        Assert.Equal(HttpStatusCode.OK, (await Wire.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"])).Status);
    }

    [Fact]
    public async Task Consent_is_asked_for_anew_and_counts_once_it_is_given()
    {
        using var browser = Wire.NewBrowser();
        var tokens = await Wire.RedeemAsync(SeededApp.SignIn, AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)))["code"]);
        await Sandbox.StartAsync("require-consent");

        var refused = await Wire.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);

        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 65001);
        Assert.Equal("consent_required", refused["suberror"]);
        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "consent_required", 65001);

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        Assert.True(page.IsConsentPage());
        page = await PressAsync(browser, page, "consent", "accept");
        Assert.Equal(HttpStatusCode.OK, (await Wire.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"])).Status);
        Assert.Equal(HttpStatusCode.OK, (await Wire.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"])).Status);
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn)))["code"]);
        Assert.Equal(3, (await Sandbox.StateOfAsync("require-consent"))["struck"]!.GetValue<int>());
    }

    [Fact]
    public async Task Consent_that_was_demanded_has_to_be_given_although_the_count_is_used_up_and_may_be_declined()
    {
        using var browser = Wire.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await Sandbox.StartAsync($"require-consent?count=1&user={SeededTenants.Alice}&client={SeededApp.SignIn.ClientId}");

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        Assert.True((await OpenAsync(browser, page.Address.AbsolutePath)).IsConsentPage());

        ProtocolAssert.IsError(await browser.PressAsync(page, "consent", "decline"), SeededApp.SignIn.RedirectUri, "access_denied", 65004);
    }

    [Fact]
    public async Task Who_is_not_meant_is_asked_for_nothing()
    {
        await Sandbox.StartAsync($"require-mfa?user={SeededTenants.Alice}");
        await Sandbox.StartAsync($"require-consent?client={SeededApp.RolesAndGroups.ClientId}");
        using var browser = Wire.NewBrowser();

        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Bob);

        Assert.NotEmpty(AnswerOf(page)["code"]);
    }

    private static Task<Page> PassAsync(TestBrowser browser, Page page) =>
        PressAsync(browser, page, "action", "verify", ("code", page.Document.QuerySelector("code")!.TextContent));

    private Task<TokenAnswer> OnBehalfOfAsync(string clientId, string assertion) => Wire.TokenAsync(
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("requested_token_use", "on_behalf_of"), ("client_id", clientId),
        ("client_secret", SeededApp.Secret), ("assertion", assertion), ("scope", "https://graph.microsoft.com/User.Read"));

    private Task<TokenAnswer> TokensAsync(string account = SeededTenants.Alice) =>
        Wire.GetTokensAsync(SeededApp.SignIn, account, ("scope", "openid offline_access User.Read"));
}
