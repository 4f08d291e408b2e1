using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Requests that no library and no browser would send. Whatever is wrong with them, they are the sender's mistake: never a 500.</summary>
public sealed class MalformedRequestTests : IAsyncDisposable
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("/common/oauth2/v2.0/token")]
    [InlineData("/common/oauth2/v2.0/devicecode")]
    [InlineData("/common/oauth2/v2.0/authorize")]
    [InlineData("/common/oauth2/v2.0/logout")]
    [InlineData("/oidc/userinfo")]
    [InlineData("/common/openid/userinfo")]
    [InlineData("/signin/x")]
    [InlineData("/signup/x")]
    [InlineData("/consent/x")]
    [InlineData("/multi-factor/x")]
    [InlineData("/devicelogin")]
    [InlineData("/devicelogin/x")]
    [InlineData("/no/such/page")]
    public async Task A_body_that_cannot_be_read_is_the_senders_mistake(string path)
    {
        (string Type, string Body)[] bodies =
        [
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut o"),
            ("multipart/form-data", "a"),
            ("multipart/form-data; boundary=" + new string('x', 5000), "a"),
            (Form + "; charset=nonsense", "a=b"),
            (Form + "; charset=utf-7", "a=+ADw-"),
            (Form, string.Join('&', Enumerable.Range(0, 2000).Select(number => $"p{number}=1"))),
            (Form, new string('k', 10_000) + "=1"),
            (Form, "a=" + new string('v', 5 * 1024 * 1024)),
            (Form, "%zz=%&&&=;=%ff%00"),
            ("text/plain", "a=b"),
            ("", "a=b"),
        ];
        using var client = _fixture.Sandbox.CreateWireClient();
        foreach (var (type, body) in bodies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            request.Headers.Add("Accept", "text/html");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

            using var response = await client.SendAsync(request, EntraIdFixture.Token);

            Assert.True((int)response.StatusCode is >= 400 and < 500 || (path.EndsWith("/logout", StringComparison.Ordinal) && response.StatusCode == HttpStatusCode.OK),
                $"{path} answers {(int)response.StatusCode} to {type[..Math.Min(60, type.Length)]} {body[..Math.Min(30, body.Length)]}");
        }
    }

    [Theory]
    [InlineData("login_hint", "O.")]
    [InlineData("login_hint", "O.é")]
    [InlineData("login_hint", "O.A")]
    [InlineData("login_hint", "\0")]
    [InlineData("sid", "00000000-0000-0000-0000-000000000000")]
    [InlineData("max_age", "2147483647")]
    [InlineData("state", "\0\r\n\"'<script>")]
    [InlineData("nonce", "\0\r\n\ud83d\ude00")]
    [InlineData("client_id", "{390f285f-1fdb-4541-be34-1c4a69f1fff6}")]
    public async Task An_odd_value_of_an_optional_parameter_does_no_harm(string name, string value)
    {
        using var browser = _fixture.NewBrowser();

        var page = await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, (name, value)));

        Assert.Equal(name == "state" ? value : "the-state", EntraIdFixture.AnswerOf(page)["state"]);
        Assert.Contains("code", EntraIdFixture.AnswerOf(page).Keys);
    }

    [Theory]
    [InlineData("max_age", "2147483648")]
    [InlineData("max_age", "-1")]
    [InlineData("claims", "[]")]
    [InlineData("claims", "7")]
    [InlineData("claims", "{\"access_token\":{\"xms_cc\":{\"values\":[7,{}]}}}")]
    [InlineData("claims", "{\"id_token\":{\"\\ud800\":null}}")]
    [InlineData("claims", "deep")]
    public async Task An_odd_value_of_a_parameter_that_matters_goes_back_as_invalid_request(string name, string value)
    {
        using var browser = _fixture.NewBrowser();

        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(
            SeededApp.SignIn, (name, value == "deep" ? string.Concat(Enumerable.Repeat("{\"a\":", 500)) : value)));

        ProtocolAssert.IsError(page, SeededApp.SignIn.RedirectUri, "invalid_request", 9002313);
    }

    [Theory]
    [InlineData("")]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example:7443")]
    public async Task A_request_that_does_not_name_this_host_is_refused(string host)
    {
        var answer = await _fixture.Sandbox.Server.SendAsync(context =>
        {
            context.Request.Scheme = "https";
            context.Request.Path = "/common/discovery/v2.0/keys";
            context.Request.Host = new HostString(host);
        }, EntraIdFixture.Token);

        Assert.Equal(StatusCodes.Status400BadRequest, answer.Response.StatusCode);
    }

    [Fact]
    public async Task A_request_that_is_larger_than_anything_here_can_mean_is_not_kept()
    {
        using var browser = _fixture.NewBrowser();
        var parameters = Enumerable.Range(0, 90).Select(number => ($"p{number}", new string('x', 10_000)));

        var page = await browser.PostAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/authorize", parameters.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));

        ProtocolAssert.IsErrorPage(page, 9002313);
    }
}
