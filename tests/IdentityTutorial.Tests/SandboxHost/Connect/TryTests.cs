using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The sandbox in the place of an app: a real sign-in, and the tokens of the app.</summary>
public sealed class TryTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData("web", "a client secret")]
    [InlineData("spa", "the origin of a browser, without a secret")]
    [InlineData("native", "no secret")]
    public async Task A_sign_in_shows_the_tokens_of_the_app_and_leaves_the_registration_as_it_was(
        string kind, string proof)
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterAsync(browser, kind);
        var before = await RegistrationOfAsync(fixture, ClientIdOf(app));

        var page = await TryAsync(browser, app, kind);

        Assert.Equal("You are signed in", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains($"User: {SeededTenants.Alice}.", page.Text, StringComparison.Ordinal);
        Assert.Contains($"with the PKCE code verifier and {proof}.", page.Text, StringComparison.Ordinal);
        Assert.All(
            page.Document.QuerySelectorAll(".verdict"),
            verdict => Assert.Equal("registered", verdict.GetAttribute("data-state")));
        var tokens = TokensOf(page);
        Assert.Equal(ClientIdOf(app), new JsonWebToken(tokens["ID token"]).GetClaim("aud").Value);
        var access = new JsonWebToken(tokens["Access token for Microsoft Graph"]);
        Assert.Contains("User.Read", access.GetClaim("scp").Value.Split(' '));
        Assert.Equal(before, await RegistrationOfAsync(fixture, ClientIdOf(app)));

        var explained = await browser.GetAsync(page.Link("a[href^='/sandbox/token?pick=']").PathAndQuery);
        Assert.Contains("The signature is valid", explained.Text, StringComparison.Ordinal);
        fixture.Sandbox.Log.ShouldNotContain([.. tokens.Values]);
    }

    [Fact]
    public async Task A_daemon_shows_a_token_for_each_API_of_which_it_has_a_permission()
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterAsync(
            browser,
            "daemon",
            ("permission", $"{GraphId}/User.Read.All"),
            ("permission", $"{SeededApp.TasksApi.ClientId}/Tasks.Read.All"));

        var page = await TryAsync(browser, app, "daemon");

        var tokens = TokensOf(page).Values.Select(token => new JsonWebToken(token)).ToList();
        Assert.Equal(["User.Read.All", "Tasks.Read.All"], tokens.Select(token => token.GetClaim("roles").Value));
        Assert.All(tokens, token => Assert.Equal("app", token.GetClaim("idtyp").Value));
    }

    [Fact]
    public async Task An_API_shows_the_token_that_an_app_gets_for_it()
    {
        using var browser = fixture.NewBrowser();
        var api = await RegisterAsync(browser, "api", ("scope", "Orders.Read"));

        var page = await TryAsync(browser, api, "api");

        var token = new JsonWebToken(TokensOf(page)["Access token for My app"]);
        Assert.Equal((ClientIdOf(api), "Orders.Read"), (token.GetClaim("aud").Value, token.GetClaim("scp").Value));
    }

    [Fact]
    public async Task A_sign_in_for_two_APIs_shows_an_access_token_for_each()
    {
        using var browser = fixture.NewBrowser();
        foreach (var kind in new[] { "web", "spa" })
        {
            var app = await RegisterAsync(browser, kind, ("permission", $"{SeededApp.TasksApi.ClientId}/Tasks.Read"));

            var page = await TryAsync(browser, app, kind);

            Assert.Equal(
                ["ID token", "Access token for Microsoft Graph", "Access token for Sample: tasks API"],
                TokensOf(page).Keys);
        }
    }

    [Fact]
    public async Task A_customer_signs_in_to_an_app_of_an_external_tenant()
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterAsync(browser, await OpenFormAsync(browser, "web", SeededTenants.Customers));

        var page = await TryAsync(browser, app, "web", SeededTenants.Casey);

        Assert.Equal("You are signed in", page.Document.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task The_apps_of_the_seed_can_be_tried_too()
    {
        using var browser = fixture.NewBrowser();
        foreach (var (app, kind) in new[]
        {
            (SeededApp.SignIn, "web"), (SeededApp.SinglePage, "spa"), (SeededApp.Public, "native"),
            (SeededApp.Certificate, "daemon"), (SeededApp.Federated, "web"), (SeededApp.TasksApi, "api"),
            (SeededApp.MultiTenant, "web"),
        })
        {
            var before = await RegistrationOfAsync(fixture, app.ClientId);

            var page = await TryAsync(browser, await browser.GetAsync($"{Address}/{app.ClientId}"), kind);

            Assert.True(TokensOf(page).Count > 0, $"{app.ClientId} as {kind}: {page.Text}");
            Assert.Equal(before, await RegistrationOfAsync(fixture, app.ClientId));
        }
    }

    [Fact]
    public async Task A_declined_consent_is_shown_with_its_code_and_leaves_nothing()
    {
        using var browser = fixture.NewBrowser();
        var app = await browser.GetAsync($"{Address}/{SeededApp.AsksForConsent.ClientId}");
        var before = await RegistrationOfAsync(fixture, SeededApp.AsksForConsent.ClientId);
        var signIn = await AtSandboxAsync(browser, await browser.SubmitAsync(app, TryFormOf(app, "web")));
        var page = await PressAsync(browser, signIn, "account", SeededTenants.Bob);

        var declined = await PressAsync(browser, page, "consent", "decline");

        Assert.Equal("The sign-in failed", declined.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("access_denied: AADSTS65004", declined.Text, StringComparison.Ordinal);
        Assert.Equal("/error?code=AADSTS65004", declined.Link("Cause and fix of AADSTS65004").PathAndQuery);
        Assert.Equal(before, await RegistrationOfAsync(fixture, SeededApp.AsksForConsent.ClientId));
    }

    [Theory]
    [InlineData("wrong-nonce", "Its nonce does not belong to this sign-in.")]
    [InlineData("wrong-issuer", "IDX10205")]
    [InlineData("wrong-audience", "IDX10214")]
    [InlineData("bad-signature", "IDX105")]
    [InlineData("unsigned-id-token", "IDX105")]
    [InlineData("expired-id-token", "IDX10230")]
    [InlineData("token-endpoint-500", "AADSTS90033")]
    [InlineData("metadata-down", "answered with HTTP 503")]
    public async Task What_is_wrong_with_an_answer_ends_the_sign_in(string scenario, string problem)
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterAsync(browser, "web");
        await using var running = await RunningScenario.StartAsync(fixture.Sandbox, scenario);

        var page = await TryAsync(browser, app, "web");

        Assert.Equal("The sign-in failed", page.Document.QuerySelector("h1")!.TextContent);
        var verdict = page.Document.QuerySelectorAll(".verdict")[^1].TextContent;
        Assert.Contains(problem, verdict, StringComparison.Ordinal);
        Assert.DoesNotContain(TryAddress, await RegistrationOfAsync(fixture, ClientIdOf(app)), StringComparison.Ordinal);
    }
}
