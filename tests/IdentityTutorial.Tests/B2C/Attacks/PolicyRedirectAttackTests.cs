using System.Net;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Answers that must not leave for places of somebody else's choosing, and policies with names that are none.</summary>
public sealed class PolicyRedirectAttackTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    public static TheoryData<string, string> RedirectUris => new MatrixTheoryData<string, string>(
        ["path", "tfp", "query"],
        [
            "https://localhost:7112/signin-oidc/../", "https://localhost:7112/signin-oidc#x", "https://localhost:7112/signin-oidc?x=1", "https://localhost:7112/Signin-Oidc",
            "https://localhost:7112//signin-oidc", "https://evil@localhost:7112/signin-oidc", "https://localhost:7112@evil.example/signin-oidc", "http://localhost:7112/signin-oidc",
            "https://localhost:7112.evil.example/signin-oidc", "https://localhost:7112/signin-oidc\r\nX-Evil: 1", " https://localhost:7112/signin-oidc", "//localhost:7112/signin-oidc",
            "https://localhost:7113/signin-oidc", "https://localhost:7312/signin-oidc", "https:/\\localhost:7112/signin-oidc", "javascript:alert(1)//https://localhost:7112/signin-oidc",
        ]);

    [Theory]
    [MemberData(nameof(RedirectUris))]
    public async Task A_redirect_URI_is_compared_letter_by_letter_in_every_shape_of_the_address(string shape, string redirectUri)
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, InShape(shape, Address(Susi, ("redirect_uri", redirectUri))));

        B2CAssert.IsErrorPage(page, 90006);
        Assert.DoesNotContain("href=\"javascript:", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("post_logout_redirect_uri", "https://evil.example/")]
    [InlineData("post_logout_redirect_uri", "https://localhost:7112.evil.example/signout-callback-oidc")]
    [InlineData("post_logout_redirect_uri", "javascript:alert(1)")]
    [InlineData("post_logout_redirect_uri", "//evil.example/")]
    [InlineData("post_logout_redirect_uri", "https://localhost:7112/signout-callback-oidc\r\nX-Evil: 1")]
    public async Task A_logout_leads_nowhere_that_is_not_registered(string parameter, string value)
    {
        foreach (var shape in new[] { "path", "tfp", "query" })
        {
            using var browser = fixture.NewBrowser();
            await SignCustomerInAsync(browser, Address(Susi));

            var page = await OpenAsync(browser, InShape(shape, $"/{PathOf(Susi)}/oauth2/v2.0/logout?client_id={Chapter.ClientId}&{parameter}={Uri.EscapeDataString(value)}"));

            Assert.True(page.Location is null && page.RefreshTarget is null, $"{page.Location ?? page.RefreshTarget}");
            Assert.DoesNotContain(page.Document.QuerySelectorAll("[href], [src], [action]"), element => element.OuterHtml.Contains(value, StringComparison.Ordinal));
            Assert.Null(page.Header("X-Evil"));
        }
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../B2C_1_susi")]
    [InlineData("..%2F..%2Fsandbox")]
    [InlineData("B2C_1_susi%2F..")]
    [InlineData("B2C_1_susi%20")]
    [InlineData("B2C_1_susi%0d%0aX-Evil:1")]
    [InlineData("B2C_1_s%C3%BCsi")]
    [InlineData("B2C_1_%D1%95usi")]
    [InlineData("B2C_1_su%C5%9Fi")]
    [InlineData("B2C_1_sus%C4%B1")]
    [InlineData("%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("B2C_1_susi'--")]
    [InlineData("%25")]
    public async Task A_policy_name_that_is_none_is_an_error_in_every_shape(string name)
    {
        using var browser = fixture.NewBrowser();
        var query = Address(Susi)[Address(Susi).IndexOf('?', StringComparison.Ordinal)..];
        string[] addresses =
        [
            $"/{SeededTenants.B2CDomain}/{name}/oauth2/v2.0/authorize{query}", $"/tfp/{SeededTenants.B2CDomain}/{name}/oauth2/v2.0/authorize{query}",
            $"/{SeededTenants.B2CDomain}/oauth2/v2.0/authorize{query}&p={name}", $"/{SeededTenants.B2CDomain}/v2.0/.well-known/openid-configuration?p={name}",
        ];
        foreach (var address in addresses)
        {
            var page = await browser.GetAsync(address);

            Assert.InRange((int)page.Status, 400, 404);
            Assert.True(page.Header("Content-Type")!.StartsWith("application/json", StringComparison.Ordinal) || !page.Html.Contains("<script>alert", StringComparison.Ordinal), page.Html);
            Assert.Null(page.Header("X-Evil"));
        }
    }

    [Fact]
    public async Task A_policy_is_named_once_and_by_a_name_of_reasonable_length()
    {
        using var browser = fixture.NewBrowser();
        var start = Address(Susi).Replace($"/{Susi}/", "/", StringComparison.Ordinal);
        foreach (var odd in new[] { $"&p={Susi}&p={Edit}", $"&p={Susi}&p={Susi}", $"&p[]={Susi}", $"&p[0]={Susi}", "&p=", "", $"&p={new string('x', 6 * 1024)}" })
        {
            var page = await OpenAsync(browser, start + odd);

            Assert.Equal((HttpStatusCode.BadRequest, null), (page.Status, page.Location));
            Assert.StartsWith("AADB2C", page.Document.QuerySelector(".error-code")!.TextContent, StringComparison.Ordinal);
            Assert.InRange(page.Html.Length, 100, 20_000);
        }
    }

    [Theory]
    [InlineData(Edit)]
    [InlineData("nonsense")]
    public async Task A_policy_in_the_path_counts_whatever_the_query_says(string inQuery)
    {
        using var browser = fixture.NewBrowser();

        var answer = await SignCustomerInAsync(browser, Address(Susi) + $"&p={inQuery}");

        Assert.Equal(Susi, (await fixture.RedeemAsync(answer)).IdToken.GetPayloadValue<string>("tfp"));
    }

    private static string InShape(string shape, string address) => shape switch
    {
        "tfp" => "/tfp" + address,
        "query" => address.Replace($"/{Susi}/", "/", StringComparison.Ordinal) + $"&p={Susi}",
        _ => address,
    };
}
