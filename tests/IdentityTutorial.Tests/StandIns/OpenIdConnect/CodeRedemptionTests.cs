using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class CodeRedemptionTests
{
    [Fact]
    public async Task The_token_request_holds_the_code_the_client_the_redirect_URI_and_the_verifier()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.DisableTelemetry = true);
        var browser = app.NewBrowser();

        var request = await TestApp.ChallengeAsync(browser);
        var answer = app.Provider.Authorize(request);
        await TestApp.AnswerAsync(browser, answer);

        var form = Assert.Single(app.Provider.TokenRequests);
        Assert.Equal(["client_id", "client_secret", "code", "grant_type", "redirect_uri", "code_verifier"], form.Keys);
        Assert.Equal(TestProvider.ClientSecret, form["client_secret"]);
        Assert.Equal(answer["code"], form["code"]);
        Assert.Equal("authorization_code", form["grant_type"]);
        Assert.Equal(request["redirect_uri"], form["redirect_uri"]);
        Assert.Equal(request["code_challenge"], Base64UrlEncoder.Encode(
            SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]))));
    }

    [Fact]
    public async Task An_event_that_redeems_the_code_itself_keeps_the_handler_from_doing_so()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var request = new Dictionary<string, string>();
        await using var redeeming = await TestApp.StartAsync(app.Provider, options =>
        {
            options.ResponseType = "code";
            options.Events.OnAuthorizationCodeReceived = context =>
            {
                context.HandleCodeRedemption("access", app.Provider.IdToken(request));
                return Task.CompletedTask;
            };
        });
        var browser = redeeming.NewBrowser();

        request = await TestApp.ChallengeAsync(browser);
        await TestApp.AnswerAsync(browser, app.Provider.Authorize(request));

        Assert.Empty(app.Provider.TokenRequests);
        Assert.NotEmpty(await TestApp.ClaimsAsync(browser));
    }

    [Fact]
    public async Task An_error_of_the_token_endpoint_fails_the_sign_in_with_its_error_and_description()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        app.Provider.TokenEndpoint = () => TestProvider.Error("invalid_client", "AADSTS7000215: Invalid client secret.");
        var browser = app.NewBrowser();

        var response = await app.SignInAsync(browser);

        Assert.Equal(HttpStatusCode.BadRequest, response.Status);
        Assert.IsType<OpenIdConnectProtocolException>(app.Failure);
        Assert.Equal("invalid_client", app.Failure.Data["error"]);
        Assert.Equal("AADSTS7000215: Invalid client secret.", app.Failure.Data["error_description"]);
        Assert.Equal(
            "Message contains error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret.', error_uri: 'error_uri is null'.",
            app.Failure.Message);
        Assert.Empty(browser.Cookies.Named(".AspNetCore.Cookies"));
    }

    [Theory]
    [InlineData("<html>down for maintenance</html>")]
    [InlineData("")]
    [InlineData("{\"id_token\": ")]
    public async Task A_token_endpoint_that_does_not_answer_JSON_fails_the_sign_in(string body)
    {
        await using var app = await TestApp.StartWithCodeAsync();
        app.Provider.TokenEndpoint = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) };

        await app.SignInAsync(app.NewBrowser());

        Assert.IsType<OpenIdConnectProtocolException>(app.Failure);
        Assert.StartsWith("Failed to parse token response body as JSON. Status Code: 200.", app.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_verifier_is_refused_by_the_provider()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnAuthorizationCodeReceived = context =>
        {
            context.TokenEndpointRequest!.SetParameter("code_verifier", "of somebody else");
            return Task.CompletedTask;
        });

        await app.SignInAsync(app.NewBrowser());

        Assert.Contains("AADSTS501481", app.Failure!.Message, StringComparison.Ordinal);
    }
}
