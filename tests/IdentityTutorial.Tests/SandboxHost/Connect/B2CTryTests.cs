using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The sandbox in the place of an app of a B2C tenant: a real sign-in with a user flow.</summary>
public sealed class B2CTryTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string OrdersRead = $"{B2CFixture.OrdersApi}/orders.read";

    [Theory]
    [InlineData("web", "a client secret")]
    [InlineData("spa", "the origin of a browser, without a secret")]
    [InlineData("native", "no secret")]
    public async Task A_sign_in_shows_the_tokens_of_the_app_and_leaves_the_registration_as_it_was(
        string kind, string proof)
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterB2CAsync(browser, kind);
        var before = await RegistrationOfAsync(fixture, ClientIdOf(app));

        var page = await TryAsync(browser, app, kind, SeededTenants.Casey);

        Assert.Equal("You are signed in", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("User flow: B2C_1_susi. User: Casey Cole.", page.Text, StringComparison.Ordinal);
        Assert.Contains($"with the PKCE code verifier and {proof}.", page.Text, StringComparison.Ordinal);
        Assert.All(
            page.Document.QuerySelectorAll(".verdict"),
            verdict => Assert.Equal("registered", verdict.GetAttribute("data-state")));
        var tokens = TokensOf(page);
        var idToken = new JsonWebToken(tokens["ID token"]);
        Assert.Equal(
            (ClientIdOf(app), "B2C_1_susi"), (idToken.GetClaim("aud").Value, idToken.GetClaim("tfp").Value));
        Assert.Equal(ClientIdOf(app), new JsonWebToken(tokens["Access token for My app"]).GetClaim("aud").Value);
        Assert.Equal(before, await RegistrationOfAsync(fixture, ClientIdOf(app)));
        Assert.Equal("?userFlow=B2C_1_susi", page.Link("Back to the app").Query);
    }

    [Fact]
    public async Task A_custom_policy_shows_its_own_claims()
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterB2CAsync(browser, "web", ("userFlow", B2CFixture.Custom));

        var page = await TryAsync(browser, app, "web", SeededTenants.Casey);

        var idToken = new JsonWebToken(TokensOf(page)["ID token"]);
        Assert.Equal("b2c_1a_signup_signin", idToken.GetClaim("acr").Value);
    }

    [Fact]
    public async Task A_sign_in_for_two_APIs_shows_an_access_token_for_each()
    {
        using var browser = fixture.NewBrowser();
        var invoices = ClientIdOf(
            await RegisterB2CAsync(browser, "api", ("name", "Invoices"), ("scope", "invoices.read")));
        foreach (var kind in new[] { "web", "spa" })
        {
            var app = await RegisterB2CAsync(
                browser, kind, ("permission", OrdersRead), ("permission", $"{invoices}/invoices.read"));

            var tokens = TokensOf(await TryAsync(browser, app, kind, SeededTenants.Casey));

            Assert.Equal(
                new HashSet<string> { "ID token", "Access token for Invoices", "Access token for Sample: orders API" },
                tokens.Keys.ToHashSet());
            Assert.Equal(
                "invoices.read", new JsonWebToken(tokens["Access token for Invoices"]).GetClaim("scp").Value);
        }
    }

    [Fact]
    public async Task An_API_shows_the_token_that_an_app_gets_for_it()
    {
        using var browser = fixture.NewBrowser();
        var api = await RegisterB2CAsync(browser, "api", ("scope", "invoices.read"));

        var page = await TryAsync(browser, api, "api", SeededTenants.Casey);

        var token = new JsonWebToken(TokensOf(page)["Access token for My app"]);
        Assert.Equal((ClientIdOf(api), "invoices.read"), (token.GetClaim("aud").Value, token.GetClaim("scp").Value));
    }

    [Theory]
    [InlineData(SeededTenants.CustomerChapter, "web")]
    [InlineData("e1b9a2a2-1673-48ee-814f-731467d8ad07", "spa")]
    [InlineData(B2CFixture.OrdersApi, "api")]
    public async Task The_apps_of_the_seed_can_be_tried_too(string clientId, string kind)
    {
        using var browser = fixture.NewBrowser();
        var before = await RegistrationOfAsync(fixture, clientId);

        var page = await TryAsync(
            browser, await browser.GetAsync($"{Address}/{clientId}"), kind, SeededTenants.Casey);

        Assert.Equal(2, TokensOf(page).Count);
        Assert.Equal(before, await RegistrationOfAsync(fixture, clientId));
    }

    [Fact]
    public async Task A_second_sign_in_asks_for_the_customer_again()
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterB2CAsync(browser, "web");
        await TryAsync(browser, app, "web", SeededTenants.Casey);

        var page = await TryAsync(browser, app, "web", SeededTenants.Robin);

        Assert.Contains("User: Robin Reyes.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canceled_user_flow_is_shown_with_its_code_and_leaves_nothing()
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterB2CAsync(browser, "web");
        var signIn = await AtSandboxAsync(browser, await browser.SubmitAsync(app, TryFormOf(app, "web")));

        var page = await PressAsync(browser, signIn, "action", "cancel");

        Assert.Equal("The sign-in failed", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("access_denied: AADB2C90091", page.Text, StringComparison.Ordinal);
        var verdict = page.Document.QuerySelector(".verdict")!.TextContent;
        Assert.DoesNotContain("Correlation ID", verdict, StringComparison.Ordinal);
        var explanation = await browser.GetAsync(page.Link("Cause and fix of AADB2C90091").PathAndQuery);
        Assert.Contains("AADB2C90091", explanation.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var registration = await RegistrationOfAsync(fixture, ClientIdOf(app));
        Assert.DoesNotContain(TryAddress, registration, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong-nonce", "Its nonce does not belong to this sign-in.")]
    [InlineData("wrong-issuer", "IDX10205")]
    [InlineData("bad-signature", "IDX105")]
    public async Task What_is_wrong_with_an_ID_token_of_a_user_flow_ends_the_sign_in(string scenario, string problem)
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterB2CAsync(browser, "web");
        await using var running = await RunningScenario.StartAsync(fixture.Sandbox, scenario);

        var page = await TryAsync(browser, app, "web", SeededTenants.Casey);

        Assert.Equal("The sign-in failed", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains(
            problem, page.Document.QuerySelectorAll(".verdict")[^1].TextContent, StringComparison.Ordinal);
    }
}
