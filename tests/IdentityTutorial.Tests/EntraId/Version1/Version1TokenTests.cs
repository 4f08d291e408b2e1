using System.Globalization;
using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>
/// The registration of the API decides on the version of access tokens, and the endpoint on that of ID tokens.
/// </summary>
public sealed class Version1TokenTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Graph = "https://graph.microsoft.com";
    private const string Tasks = "api://tasks.contoso.example";

    [Fact]
    public async Task An_API_of_version_1_gets_tokens_with_the_claims_of_version_1()
    {
        var answer = await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports);
        var (token, claims) = (answer.AccessToken, answer.AccessToken.Claims.Select(claim => claim.Type).ToHashSet());

        Assert.Equal((Version1Flow.Issuer, Version1Flow.Reports), (token.Issuer, token.Audiences.Single()));
        string[] names = ["ver", "appid", "appidacr", "upn", "unique_name", "given_name", "family_name", "scp", "tid"];
        Assert.Equal(
            [
                "1.0", SeededApp.ReportsClient.ClientId, "1", SeededTenants.Alice, SeededTenants.Alice, "Alice",
                "Archer", "Reports.Read", SeededTenants.Contoso,
            ],
            names.Select(token.GetPayloadValue<string>));
        Assert.Superset(new HashSet<string> { "oid", "sub", "amr", "acr", "name", "rh", "uti", "aio" }, claims);
        Assert.Empty(claims.Intersect(["azp", "azpacr", "preferred_username", "app_displayname"]));
    }

    [Fact]
    public async Task The_answer_of_version_1_has_numbers_as_texts_and_names_the_resource()
    {
        var answer = await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports);

        string[] texts =
            ["token_type", "scope", "resource", "expires_in", "ext_expires_in", "expires_on", "not_before"];
        var values = texts.ToDictionary(name => name, name => answer[name]);
        Assert.Equal(
            ("Bearer", "Reports.Read", Version1Flow.Reports),
            (values["token_type"], values["scope"], values["resource"]));
        var (begin, end, lifetime) = (Number("not_before"), Number("expires_on"), Number("expires_in"));
        Assert.Equal(fixture.Clock.GetUtcNow().ToUnixTimeSeconds(), begin);
        Assert.Equal(lifetime, end - begin);
        Assert.Equal(answer.AccessToken.ValidTo, DateTimeOffset.FromUnixTimeSeconds(end).UtcDateTime);
        Assert.NotEmpty(answer["refresh_token"]);

        long Number(string name) => long.Parse(values[name], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_ID_token_of_version_1_has_its_issuer_and_names()
    {
        var token = (await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports)).IdToken;

        Assert.Equal((Version1Flow.Issuer, SeededApp.ReportsClient.ClientId), (token.Issuer, token.Audiences.Single()));
        string[] names = ["ver", "upn", "unique_name", "nonce"];
        Assert.Equal(
            ["1.0", SeededTenants.Alice, SeededTenants.Alice, "the-nonce"],
            names.Select(token.GetPayloadValue<string>));
        Assert.False(token.TryGetPayloadValue<string>("preferred_username", out _));
        Assert.Equal(
            (await fixture.GetTokensAsync(SeededApp.ReportsClient)).IdToken.Subject,
            token.Subject);
    }

    [Fact]
    public Task The_audience_of_version_1_is_the_name_that_the_client_used() => Table.ShouldHoldAsync(
        new (bool IsVersion1, string Asked, string Audience)[]
        {
            (true, Version1Flow.Reports, Version1Flow.Reports),
            (true, Version1Flow.Reports + "/", Version1Flow.Reports + "/"),
            (true, SeededApp.ReportsApi.ClientId, SeededApp.ReportsApi.ClientId),
            (false, Version1Flow.Reports + "/Reports.Read", Version1Flow.Reports),
            (false, Version1Flow.Reports + "/.default", Version1Flow.Reports),
            (false, Version1Flow.Reports + "//.default", Version1Flow.Reports + "/"),
            (false, SeededApp.ReportsApi.ClientId + "/Reports.Read", SeededApp.ReportsApi.ClientId),
        },
        async row =>
        {
            var app = SeededApp.ReportsClient;
            var tokens = row.IsVersion1
                ? await Version1Flow.GetTokensAsync(fixture, app, row.Asked)
                : await fixture.GetTokensAsync(app, changes: ("scope", $"openid {row.Asked}"));

            var token = tokens.AccessToken;
            Assert.Equal((Version1Flow.Issuer, row.Audience), (token.Issuer, token.Audiences.Single()));
            Assert.Equal("1.0", token.GetPayloadValue<string>("ver"));
            Assert.Equal("Reports.Read", token.GetPayloadValue<string>("scp"));
        });

    [Fact]
    public async Task An_API_of_version_2_gets_tokens_of_version_2_from_the_endpoint_of_version_1()
    {
        var code = await Version1Flow.GetCodeAsync(fixture, SeededApp.OwnApi, ("resource", SeededApp.OwnApi.ClientId));

        var answer = await Version1Flow.RedeemAsync(fixture, SeededApp.OwnApi, code);

        Assert.Equal(
            ("2.0", "1.0"),
            (answer.AccessToken.GetPayloadValue<string>("ver"), answer.IdToken.GetPayloadValue<string>("ver")));
        Assert.Equal($"https://localhost:7443/{SeededTenants.Contoso}/v2.0", answer.AccessToken.Issuer);
    }

    [Fact]
    public async Task A_refresh_token_gives_tokens_for_every_resource()
    {
        var app = SeededApp.ReportsClient;
        var first = await Version1Flow.GetTokensAsync(fixture, app, Version1Flow.Reports);

        var graph = await RefreshAsync(first, ("resource", Graph));
        var again = await RefreshAsync(graph);
        var version2 = await fixture.RefreshAsync(
            app, graph["refresh_token"], ("scope", $"{Version1Flow.Reports}/Reports.Read"));

        Assert.Equal((Graph, Graph), (graph.AccessToken.Audiences.Single(), graph["resource"]));
        Assert.Contains("User.Read", graph["scope"].Split(' '));
        Assert.Equal(Version1Flow.Reports, again.AccessToken.Audiences.Single());
        Assert.Equal(Version1Flow.Issuer, version2.AccessToken.Issuer);

        Task<TokenAnswer> RefreshAsync(TokenAnswer tokens, params (string Name, string Value)[] changes) =>
            Version1Flow.TokenAsync(
                fixture,
                [
                    ("grant_type", "refresh_token"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret),
                    ("refresh_token", tokens["refresh_token"]), .. changes,
                ]);
    }

    [Fact]
    public async Task An_app_gets_a_token_for_itself_by_resource()
    {
        (string, string)[] client =
        [
            ("grant_type", "client_credentials"), ("client_id", SeededApp.ReportsClient.ClientId),
            ("client_secret", SeededApp.Secret),
        ];

        var version1 = await Version1Flow.TokenAsync(fixture, [.. client, ("resource", Version1Flow.Reports)]);
        var version2 = await fixture.TokenAsync([.. client, ("scope", $"{Version1Flow.Reports}/.default")]);
        var nothing = await Version1Flow.TokenAsync(fixture, client);

        foreach (var token in new[] { version1.AccessToken, version2.AccessToken })
        {
            Assert.Equal((Version1Flow.Issuer, Version1Flow.Reports), (token.Issuer, token.Audiences.Single()));
            Assert.Equal(["Reports.Read.All"], token.GetPayloadValue<string[]>("roles"));
            Assert.Equal(
                (SeededApp.ReportsClient.ClientId, Version1Flow.Issuer),
                (token.GetPayloadValue<string>("appid"), token.GetPayloadValue<string>("idp")));
        }

        Assert.Equal((Version1Flow.Reports, Graph), (version1["resource"], nothing["resource"]));
        Assert.False(version1.Body.ContainsKey("refresh_token"));
        Assert.False(version2.Body.ContainsKey("resource"));
    }

    [Fact]
    public async Task A_user_name_and_a_password_give_an_ID_token_of_version_1_by_resource()
    {
        (string, string)[] request =
        [
            ("grant_type", "password"), ("client_id", SeededApp.Public.ClientId),
            ("username", SeededTenants.Alice), ("password", SeededTenants.Password),
        ];

        var answer = await Version1Flow.TokenAsync(fixture, [.. request, ("resource", Graph)]);
        var nothing = await Version1Flow.TokenAsync(fixture, request);

        Assert.Equal(
            ("1.0", Version1Flow.Issuer), (answer.IdToken.GetPayloadValue<string>("ver"), answer.IdToken.Issuer));
        Assert.Equal(Graph, answer["resource"]);
        ProtocolAssert.IsError(nothing, HttpStatusCode.BadRequest, "invalid_request", 900144);
        Assert.Contains("'resource'", nothing["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_of_version_1_calls_Graph_on_behalf_of_its_caller()
    {
        // The page of the client asks for both.
        var asked = $"{Version1Flow.Reports}/.default";
        await fixture.GetTokensAsync(SeededApp.ReportsClient, changes: ("scope", $"openid {asked}"));
        var called = await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports + "/");
        (string, string)[] exchange =
        [
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("requested_token_use", "on_behalf_of"),
            ("client_id", SeededApp.ReportsApi.ClientId), ("client_secret", SeededApp.Secret),
            ("assertion", called["access_token"]),
        ];

        var version1 = await Version1Flow.TokenAsync(fixture, [.. exchange, ("resource", Graph)]);
        var version2 = await fixture.TokenAsync([.. exchange, ("scope", OnBehalfOfFlow.UserRead)]);
        var nothing = await Version1Flow.TokenAsync(fixture, exchange);

        Assert.Equal(Graph, version1.AccessToken.Audiences.Single());
        Assert.Equal("User.Read", version2.AccessToken.GetPayloadValue<string>("scp"));
        ProtocolAssert.IsError(nothing, HttpStatusCode.BadRequest, "invalid_request", 900144);
        Assert.Contains("'resource'", nothing["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_and_user_info_do_not_accept_a_token_for_another_API()
    {
        var tokens = await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports);
        using var client = fixture.Sandbox.CreateWireClient();

        foreach (var path in new[] { "/v1.0/me", "/oidc/userinfo" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", tokens["access_token"]);
            using var response = await client.SendAsync(request, EntraIdFixture.Token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_token_page_explains_a_token_of_version_1_and_its_API_accepts_it()
    {
        var tokens = await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports + "/");
        using var browser = fixture.NewBrowser();

        var page = await browser.PostAsync("/sandbox/token", [KeyValuePair.Create("token", tokens["access_token"])]);

        Assert.Contains("Access token, version 1.0", page.Text, StringComparison.Ordinal);
        Assert.Contains("The signature is valid", page.Text, StringComparison.Ordinal);
        Assert.Contains($"The audience is the API: {Version1Flow.Reports}/.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_without_a_listed_permission_is_AADSTS650057()
    {
        using var browser = fixture.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(
            browser, Version1Flow.AuthorizeAddress(SeededApp.SignIn, ("resource", Tasks)));

        ProtocolAssert.IsError(page, SeededApp.SignIn.RedirectUri, "invalid_client", 650057);
    }

    [Fact]
    public async Task A_resource_is_one_name_and_not_a_list_of_scopes()
    {
        foreach (var resource in new[] { "api://nowhere", $"{Graph}/Mail.Read {Graph}", new string('x', 2000) })
        {
            var answer = await Version1Flow.TokenAsync(
                fixture,
                ("grant_type", "client_credentials"), ("client_id", SeededApp.ReportsClient.ClientId),
                ("client_secret", SeededApp.Secret), ("resource", resource));

            ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_resource", 500011);
        }
    }
}
