using System.Net;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class UserInfoTests
{
    private static Task<TestApp> StartAsync() => TestApp.StartWithCodeAsync(options =>
    {
        options.GetClaimsFromUserInfoEndpoint = true;
        options.MapInboundClaims = false;
    });

    [Fact]
    public async Task Its_claims_join_those_of_the_ID_token_without_doubling_them()
    {
        await using var app = await StartAsync();
        app.Provider.UserInfoEndpoint = () => TestProvider.Json(
            new { sub = TestProvider.Subject, name = "Alice", email = "alice@contoso.example", unknown = "not mapped" });
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Equal(["email", "name", "sid", "sub"], (await TestApp.ClaimsAsync(browser)).Select(claim => claim.Type).Order());
    }

    [Fact]
    public async Task It_may_answer_with_a_JWT()
    {
        await using var app = await StartAsync();
        var jwt = new JsonWebTokenHandler().CreateToken($$"""{"sub":"{{TestProvider.Subject}}","email":"alice@contoso.example"}""");
        app.Provider.UserInfoEndpoint = () => new HttpResponseMessage { Content = new StringContent(jwt, Encoding.UTF8, "application/jwt") };
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Contains(await TestApp.ClaimsAsync(browser), claim => claim is { Type: "email", Value: "alice@contoso.example" });
    }

    [Fact]
    public async Task An_answer_about_another_user_fails_the_sign_in()
    {
        await using var app = await StartAsync();
        app.Provider.UserInfoEndpoint = () => TestProvider.Json(new { sub = "somebody else" });

        await app.SignInAsync(app.NewBrowser());

        Assert.IsType<OpenIdConnectProtocolException>(app.Failure);
        Assert.Contains("IDX21338", app.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_another_type_fails_the_sign_in()
    {
        await using var app = await StartAsync();
        app.Provider.UserInfoEndpoint = () => new HttpResponseMessage { Content = new StringContent("<html/>", Encoding.UTF8, "text/html") };

        await app.SignInAsync(app.NewBrowser());

        Assert.Equal("Unknown response type: text/html", app.Failure?.Message);
    }

    [Fact]
    public async Task An_error_fails_the_sign_in()
    {
        await using var app = await StartAsync();
        app.Provider.UserInfoEndpoint = () => new HttpResponseMessage(HttpStatusCode.Unauthorized);

        await app.SignInAsync(app.NewBrowser());

        Assert.IsType<HttpRequestException>(app.Failure);
    }

    [Fact]
    public async Task Without_the_endpoint_the_ID_token_is_enough()
    {
        await using var app = await StartAsync();
        app.Provider.ChangeMetadata = metadata => metadata.Remove("userinfo_endpoint");
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Contains(await TestApp.ClaimsAsync(browser), claim => claim.Type == "sub");
    }
}
