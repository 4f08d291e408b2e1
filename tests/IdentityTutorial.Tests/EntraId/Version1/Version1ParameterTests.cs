using System.Net;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>
/// Parameters of version 1: an empty <c>resource</c> counts as none (RFC 6749, section 3.1), and <c>scope</c> means
/// nothing.
/// </summary>
public sealed class Version1ParameterTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Graph = "https://graph.microsoft.com";

    [Fact]
    public async Task A_sign_in_with_an_empty_resource_is_one_without_it()
    {
        using var browser = fixture.NewBrowser();
        var address = Version1Flow.AuthorizeAddress(SeededApp.SignIn) + "&resource=";
        var code = AnswerOf(await SignInAsync(browser, address))["code"];

        var empty = await Version1Flow.RedeemAsync(fixture, SeededApp.SignIn, code, ("resource", ""));

        var without = await Version1Flow.RedeemAsync(
            fixture, SeededApp.SignIn, await Version1Flow.GetCodeAsync(fixture, SeededApp.SignIn));
        Assert.Equal(Version1Flow.Issuer, empty.IdToken.Issuer);
        Assert.Equal((without["resource"], without["scope"]), (empty["resource"], empty["scope"]));
    }

    [Fact]
    public async Task A_token_request_with_an_empty_resource_is_one_without_it()
    {
        var itself = await Version1Flow.TokenAsync(
            fixture,
            ("grant_type", "client_credentials"), ("client_id", SeededApp.ReportsClient.ClientId),
            ("client_secret", SeededApp.Secret), ("resource", ""));
        var password = await Version1Flow.TokenAsync(
            fixture,
            ("grant_type", "password"), ("client_id", SeededApp.Public.ClientId),
            ("username", SeededTenants.Alice), ("password", SeededTenants.Password), ("resource", ""));

        Assert.Equal(Graph, itself["resource"]);
        ProtocolAssert.IsError(password, HttpStatusCode.BadRequest, "invalid_request", 900144);
        Assert.Contains("'resource'", password["error_description"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api://nowhere/Files.Read")]
    [InlineData("openid Mail.Send")]
    [InlineData("https://graph.microsoft.com/.default api://tasks.contoso.example/.default")]
    public async Task The_scope_of_a_sign_in_and_of_a_token_request_is_ignored(string scope)
    {
        var expected = await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports);
        var code = await Version1Flow.GetCodeAsync(
            fixture, SeededApp.ReportsClient, ("resource", Version1Flow.Reports), ("scope", scope));

        var redeemed = await Version1Flow.RedeemAsync(fixture, SeededApp.ReportsClient, code, ("scope", scope));
        var itself = await Version1Flow.TokenAsync(
            fixture,
            ("grant_type", "client_credentials"), ("client_id", SeededApp.ReportsClient.ClientId),
            ("client_secret", SeededApp.Secret), ("resource", Version1Flow.Reports), ("scope", scope));

        Assert.Equal((expected["resource"], expected["scope"]), (redeemed["resource"], redeemed["scope"]));
        Assert.Equal(
            expected.AccessToken.GetPayloadValue<string>("scp"), redeemed.AccessToken.GetPayloadValue<string>("scp"));
        Assert.NotEmpty(redeemed["refresh_token"]);
        Assert.Equal(Version1Flow.Reports, itself["resource"]);
    }
}
