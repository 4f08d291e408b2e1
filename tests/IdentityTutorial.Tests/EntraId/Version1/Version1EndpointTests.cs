using System.Net;
using System.Text.Json.Nodes;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>The metadata, the sign-in, the sign-out and the device codes of version 1.</summary>
public sealed class Version1EndpointTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Base = "https://localhost:7443";
    private const string Graph = "https://graph.microsoft.com";

    [Theory]
    [InlineData(SeededTenants.Contoso, SeededTenants.Contoso, SeededTenants.Contoso)]
    [InlineData("contoso.example", SeededTenants.Contoso, SeededTenants.Contoso)]
    [InlineData("common", "{tenantid}", "common")]
    public async Task The_metadata_announces_the_issuer_and_the_endpoints_of_version_1(
        string tenant, string issuer, string segment)
    {
        var document = await GetAsync($"/{tenant}/.well-known/openid-configuration");

        Assert.Equal($"{Base}/{issuer}/", Text("issuer"));
        Assert.Equal($"{Base}/{segment}/oauth2/authorize", Text("authorization_endpoint"));
        Assert.Equal($"{Base}/{segment}/oauth2/token", Text("token_endpoint"));
        Assert.Equal($"{Base}/{segment}/oauth2/devicecode", Text("device_authorization_endpoint"));
        Assert.Equal($"{Base}/{segment}/oauth2/logout", Text("end_session_endpoint"));
        Assert.Equal($"{Base}/common/discovery/keys", Text("jwks_uri"));
        Assert.True(document["microsoft_multi_refresh_token"]!.GetValue<bool>());

        string Text(string name) => document[name]!.GetValue<string>();
    }

    [Fact]
    public async Task The_keys_are_those_of_version_2_without_an_issuer()
    {
        var version1 = (await GetAsync("/common/discovery/keys"))["keys"]!.AsArray();
        var version2 = (await GetAsync("/common/discovery/v2.0/keys"))["keys"]!.AsArray();

        Assert.Equal(version2.Select(Kid), version1.Select(Kid));
        Assert.All(version1, key => Assert.Equal(
            ["kty", "use", "kid", "x5t", "n", "e", "x5c"], key!.AsObject().Select(member => member.Key)));

        static string Kid(JsonNode? key) => key!["kid"]!.GetValue<string>();
    }

    [Fact]
    public async Task An_unknown_tenant_is_AADSTS90002()
    {
        foreach (var path in new[] { ".well-known/openid-configuration", "discovery/keys" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/nowhere.example/{path}");
            var answer = await fixture.SendAsync(request);
            ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_tenant", 90002);
        }
    }

    [Fact]
    public async Task Instance_discovery_leads_from_an_address_of_version_1_to_its_metadata()
    {
        var answer = await GetAsync(
            "/common/discovery/instance?api-version=1.1&authorization_endpoint="
            + $"{Base}/{SeededTenants.Contoso}/oauth2/authorize");

        Assert.Equal(
            $"{Base}/{SeededTenants.Contoso}/.well-known/openid-configuration",
            answer["tenant_discovery_endpoint"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_sign_in_without_a_resource_asks_for_what_the_registration_lists_of_Graph()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, Version1Flow.AuthorizeAddress(SeededApp.AsksForConsent));
        page = await PressAsync(browser, page, "account", SeededTenants.Alice);

        Assert.True(page.IsConsentPage());
        var asked = page.Document.QuerySelectorAll("main li code").Select(code => code.TextContent);
        Assert.Equal(["User.Read", "Mail.Read"], asked);
        page = await PressAsync(browser, page, "consent", "accept");
        var answer = await Version1Flow.RedeemAsync(fixture, SeededApp.AsksForConsent, AnswerOf(page)["code"]);
        Assert.Equal((Version1Flow.Issuer, "Mail.Read User.Read"), (answer.IdToken.Issuer, answer["scope"]));
    }

    [Fact]
    public async Task The_authorization_endpoint_answers_with_an_ID_token_of_version_1()
    {
        using var browser = fixture.NewBrowser();
        var address = Version1Flow.AuthorizeAddress(
            SeededApp.IdToken, ("response_type", "id_token"), ("response_mode", "form_post"));

        var answer = AnswerOf(await SignInAsync(browser, address));

        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(answer["id_token"]);
        Assert.Equal((Version1Flow.Issuer, "1.0"), (token.Issuer, token.GetPayloadValue<string>("ver")));
        Assert.Equal("the-state", answer["state"]);
    }

    [Fact]
    public async Task An_ID_token_of_version_1_names_the_account_to_sign_out()
    {
        using var browser = fixture.NewBrowser();
        var page = await SignInAsync(browser, Version1Flow.AuthorizeAddress(SeededApp.SignIn));
        var tokens = await Version1Flow.RedeemAsync(fixture, SeededApp.SignIn, AnswerOf(page)["code"]);
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "login")), SeededTenants.Carol);

        var signedOut = await browser.GetAsync(
            $"/{SeededTenants.Contoso}/oauth2/logout?id_token_hint={tokens["id_token"]}");

        Assert.Equal(HttpStatusCode.OK, signedOut.Status);
        Assert.Contains("You are signed out", signedOut.Text, StringComparison.Ordinal);
        var left = await browser.GetAsync(
            AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"), ("login_hint", SeededTenants.Alice)));
        ProtocolAssert.IsError(left, SeededApp.SignIn.RedirectUri, "login_required", 50058);
    }

    [Fact]
    public async Task A_device_of_version_1_gets_its_tokens_by_resource()
    {
        using var browser = fixture.NewBrowser();
        (string, string) client = ("client_id", SeededApp.Public.ClientId);
        var started = await Version1Flow.PostAsync(
            fixture, $"/{SeededTenants.Contoso}/oauth2/devicecode", client, ("resource", Graph));
        await DeviceFlow.ApproveAsync(browser, started["user_code"]);

        var tokens = await Version1Flow.TokenAsync(
            fixture, client, ("grant_type", "device_code"), ("code", started["device_code"]), ("resource", Graph));

        Assert.Equal(
            ("900", "5", $"{Base}/devicelogin"),
            (started["expires_in"], started["interval"], started["verification_url"]));
        Assert.Equal((Graph, Version1Flow.Issuer), (tokens["resource"], tokens.IdToken.Issuer));
    }

    [Fact]
    public async Task The_endpoints_of_version_2_still_refuse_a_resource()
    {
        var answer = await fixture.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", SeededApp.SignIn.ClientId),
            ("client_secret", SeededApp.Secret), ("scope", $"{Graph}/.default"), ("resource", Graph));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 901002);
    }

    [Fact]
    public async Task The_token_endpoint_takes_an_assertion_made_for_version_1()
    {
        await using var client = new AssertionClient();
        await client.InitializeAsync();
        var assertion = client.Assertion(audience: $"{Base}/{SeededTenants.Contoso}/oauth2/token");

        var answer = await Version1Flow.TokenAsync(
            client.Fixture,
            ("grant_type", "client_credentials"), ("client_id", SeededApp.Certificate.ClientId), ("resource", Graph),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion));

        Assert.Equal("2", answer.AccessToken.GetPayloadValue<string>("appidacr"));
    }

    [Fact]
    public async Task What_version_2_refuses_at_the_redirect_URI_version_1_refuses_too()
    {
        (SeededApp App, (string, string) Change, string Error, int Code)[] rows =
        [
            (SeededApp.SinglePage, ("state", "the-state"), "invalid_request", 9002325),
            (SeededApp.SignIn, ("response_type", "id_token"), "unsupported_response_type", 700054),
            (SeededApp.SignIn, ("response_type", "token"), "unsupported_response_type", 700051),
            (SeededApp.SignIn, ("prompt", "maybe"), "invalid_request", 90023),
            (SeededApp.SignIn, ("resource", "api://nowhere"), "invalid_resource", 500011),
        ];
        await Table.ShouldHoldAsync(rows, async row =>
        {
            using var browser = fixture.NewBrowser();
            var page = await browser.GetAsync(Version1Flow.AuthorizeAddress(row.App, row.Change));
            ProtocolAssert.IsError(page, row.App.RedirectUri, row.Error, row.Code);
        });
    }

    [Fact]
    public async Task An_unregistered_redirect_URI_and_a_resource_that_is_no_name_stay_on_a_page()
    {
        using var browser = fixture.NewBrowser();
        (string, string) foreign = ("redirect_uri", "https://evil.example/");

        var address = await browser.GetAsync(Version1Flow.AuthorizeAddress(SeededApp.SignIn, foreign));
        var resource = await browser.GetAsync(Version1Flow.AuthorizeAddress(SeededApp.SignIn, ("resource", "a b")));

        ProtocolAssert.IsErrorPage(address, 50011);
        ProtocolAssert.IsErrorPage(resource, 500011);
    }

    [Fact]
    public async Task Scenarios_and_the_wire_record_know_the_endpoints_of_version_1()
    {
        await using var own = new EntraIdFixture();
        await using (await RunningScenario.StartAsync(own.Sandbox, "wrong-issuer?count=1"))
        {
            var tokens = await Version1Flow.GetTokensAsync(own, SeededApp.SignIn, Graph);
            Assert.StartsWith("https://another-issuer.example/", tokens.IdToken.Issuer, StringComparison.Ordinal);
        }

        using var client = own.Sandbox.CreateWireClient();
        await using (await RunningScenario.StartAsync(own.Sandbox, "metadata-down"))
        {
            using var metadata = await client.GetAsync("/common/.well-known/openid-configuration", Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, metadata.StatusCode);
        }

        await using (await RunningScenario.StartAsync(own.Sandbox, "token-endpoint-500"))
        {
            var failed = await Version1Flow.TokenAsync(own, ("grant_type", "authorization_code"));
            Assert.Equal(HttpStatusCode.InternalServerError, failed.Status);
        }

        var exchanges = await client.GetStringAsync("/sandbox/api/exchanges", Token);
        Assert.Contains($"/{SeededTenants.Contoso}/oauth2/token", exchanges, StringComparison.Ordinal);
        Assert.Contains($"/{SeededTenants.Contoso}/oauth2/authorize", exchanges, StringComparison.Ordinal);
    }

    private async Task<JsonObject> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await fixture.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Body;
    }
}
