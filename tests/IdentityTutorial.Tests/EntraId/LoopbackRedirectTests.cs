using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The one exception from exact comparison: the port of a public client's loopback address (RFC 8252, section 7.3).</summary>
public sealed class LoopbackRedirectTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://localhost", true)]
    [InlineData("identity-sandbox-sample://auth", true)]
    [InlineData("http://localhost:1/elsewhere", false)]
    [InlineData("https://localhost:1", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("http://evil@localhost:1", false)]
    public async Task A_public_client_may_choose_the_port_of_its_loopback_address_and_nothing_else(string redirectUri, bool accepted)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.Public, ("redirect_uri", redirectUri), ("code_challenge", new string('a', 43)), ("prompt", "none")));

        if (accepted)
        {
            Assert.StartsWith(redirectUri, page.Header("Location"), StringComparison.Ordinal);
        }
        else
        {
            ProtocolAssert.IsErrorPage(page, 50011);
        }
    }
}
