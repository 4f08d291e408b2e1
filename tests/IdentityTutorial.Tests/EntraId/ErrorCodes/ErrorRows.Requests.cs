using System.Net.Http.Headers;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
    /// <summary>Errors of requests and of clients, before anything is known of a user.</summary>
    private IEnumerable<ErrorRow> Requests() =>
    [
        Json(900144, "invalid_request", () => At.TokenAsync(("grant_type", Code))),
        Page(900144, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", ""))),
        Json(90014, "invalid_request", () =>
            At.TokenAsync(
                ("grant_type", "client_credentials"), ("client_id", SeededApp.SignIn.ClientId),
                ("client_secret", SeededApp.Secret))),
        Json(9002313, "invalid_request", () => At.RedeemAsync(SeededApp.SignIn, new string('a', 20_000))),
        Json(9002313, "invalid_grant", () => At.RedeemAsync(SeededApp.SignIn, "1.malformed")),
        Json(9002313, "invalid_grant", () => At.RefreshAsync(SeededApp.SignIn, "1.malformed")),
        Redirect(9002313, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("claims", "{"))),
        Page(9002313, "invalid_request", () => OpenAsync(SignOut.Address() + "?state=a&state=b")),
        Page(9002313, "invalid_request", () => PostLogoutAsync(("state", new string('a', 20_000)))),
        Json(900561, "invalid_request", () =>
            GetAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/token")) with { Status = 405 },
        Page(900561, "invalid_request", () =>
            OpenAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/token")) with { Status = 405 },
        Json(900561, "invalid_request", () =>
            GetAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode")) with { Status = 405 },
        Json(90002, "invalid_request", () => At.TokenAsync("nowhere.example", null, ("grant_type", Code))),
        Json(90002, "invalid_request", () => Device.StartAsync("nowhere.example")),
        Json(90002, "invalid_tenant", () => GetAsync("/nowhere.example/v2.0/.well-known/openid-configuration")),
        Page(90002, "invalid_request", () => OpenAsync(AuthorizeAddress("nowhere.example", SeededApp.SignIn))),
        Page(90002, "invalid_request", () => OpenAsync("/nowhere.example/oauth2/v2.0/logout")),
        Json(50059, "invalid_request", () =>
            At.TokenAsync("organizations", null, Application(SeededApp.MultiTenant, ("scope", Graph)))),
        Json(50059, "invalid_request", () => Device.StartAsync("organizations")),
        Json(50049, "invalid_instance", () =>
            GetAsync(
                "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                    + "https%3A%2F%2Felsewhere.example%2Fx%2Foauth2%2Fauthorize")),
        Json(70003, "unsupported_grant_type", () =>
            At.RedeemAsync(SeededApp.SignIn, "1.x", ("grant_type", "urn:none"))),
        Json(901002, "invalid_request", () =>
            At.TokenAsync(Application(
                SeededApp.SignIn, ("scope", Graph), ("resource", "https://graph.microsoft.com")))),
        Page(901002, "invalid_request", () =>
            AuthorizeAsync(SeededApp.SignIn, ("resource", "https://graph.microsoft.com"))),
    ];

    private IEnumerable<ErrorRow> Clients() =>
    [
        Json(700016, "unauthorized_client", () =>
            At.RedeemAsync(SeededApp.SignIn, "1.x", ("client_id", Guid.NewGuid().ToString()))),
        Page(700016, "unauthorized_client", () =>
            AuthorizeAsync(SeededApp.SignIn, ("client_id", Guid.NewGuid().ToString()))),
        Json(7000112, "unauthorized_client", () => At.TokenAsync(Application(_disabled, ("scope", Graph)))),
        Page(7000112, "unauthorized_client", () => AuthorizeAsync(_disabled)),
        Json(7000215, "invalid_client", () =>
            At.RedeemAsync(SeededApp.SignIn, "1.x", ("client_secret", "wrong"))) with { Status = 401 },
        Json(7000222, "invalid_client", () => At.RedeemAsync(SeededApp.ExpiredSecret, "1.x")) with { Status = 401 },
        Json(7000218, "invalid_client", () =>
            At.RedeemAsync(SeededApp.SignIn, "1.x", ("client_secret", ""))) with { Status = 401 },
        Json(700025, "invalid_client", () => At.RedeemAsync(SeededApp.Public, "1.x")) with { Status = 401 },
        Json(700027, "invalid_client", AssertByOtherKeyAsync) with { Status = 401 },
        Json(700024, "invalid_client", () =>
            client.RequestAsync(client.Assertion(expires: TimeSpan.FromDays(30)))) with { Status = 401 },
        Json(700023, "invalid_client", () =>
            client.RequestAsync(client.Assertion(audience: "https://other.example/token"))) with { Status = 401 },
        Json(700213, "invalid_client", () =>
            client.RequestAsync(
                client.Assertion(issuer: "https://token.example", subject: "repo:x"))) with { Status = 401 },
        Json(50048, "invalid_client", () =>
            client.RequestAsync(client.Assertion(subject: SeededApp.SignIn.ClientId))) with { Status = 401 },
        Json(50027, "invalid_request", () => client.RequestAsync("garbage")),
        Json(1002012, "invalid_scope", () => At.TokenAsync(Application(SeededApp.SignIn, ("scope", "User.Read")))),
    ];

    private async Task<TokenAnswer> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
        };
        return await At.SendAsync(request);
    }

    private async Task<Page> PostLogoutAsync(params IEnumerable<(string Name, string Value)> fields)
    {
        using var browser = At.NewBrowser();
        return await browser.PostAsync(
            SignOut.Endpoint, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
    }

    private async Task<TokenAnswer> AssertByOtherKeyAsync()
    {
        using var other = AssertionClient.NewCertificate();
        return await client.RequestAsync(client.Assertion(certificate: other));
    }
}
