using AngleSharp.Dom;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The page of an app of a B2C tenant: what to paste, by user flow.</summary>
public sealed class B2CAppPageTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Authority = $"https://localhost:7443/{SeededTenants.B2CDomain}";

    private static readonly Dictionary<string, string[]> _clients = new()
    {
        ["web"] = ["Microsoft.Identity.Web", "MSAL Node", "curl"],
        ["spa"] = ["MSAL Browser"],
        ["api"] = ["Microsoft.Identity.Web", "curl"],
        ["native"] = ["MSAL.NET", "curl"],
    };

    [Fact]
    public async Task Each_kind_of_app_gets_code_for_the_clients_that_fit_it_with_its_own_values()
    {
        using var browser = fixture.NewBrowser();
        foreach (var (kind, clients) in _clients)
        {
            var page = await RegisterB2CAsync(browser, kind);

            var titles = page.Document.QuerySelectorAll(".snippet summary").Select(summary => summary.TextContent);
            Assert.Equal(clients, titles);
            Assert.DoesNotMatch(Placeholder, page.Text);
            Assert.DoesNotContain("your-client-secret", page.Text, StringComparison.Ordinal);
            foreach (var snippet in page.Document.QuerySelectorAll(".snippet"))
            {
                var code = CodeOf(snippet);
                var namesTheApp = snippet.Id != "b2c-curl.api";
                Assert.True(!namesTheApp || code.Contains(ClientIdOf(page), StringComparison.Ordinal), snippet.Id);
                Assert.True(code.Contains(B2CFixture.Susi, StringComparison.Ordinal), snippet.Id);
                Assert.False(code.Contains(SeededTenants.B2C, StringComparison.Ordinal), snippet.Id);
                Assert.NotEmpty(snippet.QuerySelectorAll("li"));
            }

            Assert.Equal(kind == "web", page.Document.QuerySelector("#secret") is not null);
        }
    }

    [Theory]
    [InlineData("b2c-microsoft-identity-web.web", "\"Instance\": \"https://localhost:7443/\"")]
    [InlineData("b2c-microsoft-identity-web.web", $"\"Domain\": \"{SeededTenants.B2CDomain}\"")]
    [InlineData("b2c-microsoft-identity-web.web", "\"SignUpSignInPolicyId\": \"B2C_1_susi\"")]
    [InlineData("b2c-microsoft-identity-web.api", "\"SignUpSignInPolicyId\": \"B2C_1_susi\"")]
    [InlineData(
        "b2c-msal-net.native",
        $"WithB2CAuthority(\"https://localhost:7443/tfp/{SeededTenants.B2CDomain}/B2C_1_susi\")")]
    [InlineData("b2c-msal-node.web", "knownAuthorities: [\"localhost:7443\"]")]
    [InlineData("b2c-msal-node.web", $"authority: \"{Authority}/B2C_1_susi\"")]
    [InlineData("b2c-msal-browser.spa", "knownAuthorities: [\"localhost:7443\"]")]
    [InlineData("b2c-msal-browser.spa", $"authority: \"{Authority}/B2C_1_susi\"")]
    [InlineData("b2c-curl.web", $"{Authority}/B2C_1_susi/oauth2/v2.0/token")]
    public async Task The_code_has_the_settings_of_B2C(string snippet, string setting)
    {
        using var browser = fixture.NewBrowser();

        var page = await RegisterB2CAsync(browser, snippet[(snippet.LastIndexOf('.') + 1)..]);

        Assert.Contains(setting, CodeOf(page.Document.GetElementById(snippet)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_API_the_code_asks_for_a_token_for_the_app_itself()
    {
        using var browser = fixture.NewBrowser();

        var alone = await RegisterB2CAsync(browser, "spa");
        var calling = await RegisterB2CAsync(
            browser, "spa", ("permission", $"{B2CFixture.OrdersApi}/orders.read"));

        Assert.Contains($"scopes: [\"{ClientIdOf(alone)}\"]", CodeOf(alone.Document.Body!), StringComparison.Ordinal);
        Assert.Contains(
            $"scopes: [\"{B2CFixture.OrdersScope}\"]", CodeOf(calling.Document.Body!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_flow_of_the_form_and_of_the_page_decides_the_authority_and_stays_after_a_change()
    {
        using var browser = fixture.NewBrowser();

        var page = await RegisterB2CAsync(browser, "web", ("userFlow", B2CFixture.Custom));
        var changed = await browser.FollowAsync(await browser.SubmitAsync(
            page, page.Form("#redirectUri"), ("redirectUri", "https://localhost:5002/signin-oidc")));
        var other = await browser.SubmitAsync(changed, changed.Form("#userFlow"), ("userFlow", B2CFixture.Susi));

        Assert.All([page, changed], each => Assert.Equal((B2CFixture.Custom, B2CFixture.Custom), FlowOf(each)));
        Assert.Equal((B2CFixture.Susi, B2CFixture.Susi), FlowOf(other));
        Assert.Contains("https://localhost:5002/signin-oidc", other.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B2C_1_none")]
    [InlineData(B2CFixture.Edit)]
    [InlineData("")]
    [InlineData("\"><img src=x>")]
    public async Task A_user_flow_that_the_page_does_not_offer_is_replaced_by_the_first_one(string name)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(
            $"{Address}/{SeededTenants.CustomerChapter}?userFlow={Uri.EscapeDataString(name)}");

        Assert.Equal((B2CFixture.Susi, B2CFixture.Susi), FlowOf(page));
        Assert.Empty(page.Document.QuerySelectorAll("main img"));
    }

    [Fact]
    public async Task Without_a_user_flow_the_page_says_so_and_offers_no_sign_in()
    {
        await using var sandbox = new EntraIdFixture();
        using var browser = sandbox.NewBrowser();
        var before = await browser.GetAsync($"{Address}/{SeededTenants.CustomerChapter}");
        await sandbox.ChangeAsync(db =>
        {
            db.RemoveRange(db.Set<Sandbox.B2C.Policies.Policy>());
            return Task.CompletedTask;
        });

        var tried = await browser.SubmitAsync(before, ConnectForms.TryFormOf(before, "web"));
        var page = await browser.GetAsync($"{Address}/{SeededTenants.CustomerChapter}");
        var refused = await RegisterB2CAsync(browser, "web");

        Assert.Contains("the tenant has no user flow for sign-ins", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll(".try, .snippet"));
        Assert.NotNull(refused.Document.QuerySelector("#userFlow-problem"));
        Assert.Equal(page.Address, tried.Location);
    }

    /// <summary>The user flow that is selected, and the one in the authority.</summary>
    private static (string? Selected, string InAuthority) FlowOf(Page page)
    {
        var selected = FormFields.Of(page.Form("#userFlow")).Single().Value;
        var code = CodeOf(page.Document.GetElementById("b2c-curl.web")!);
        return (selected, code.Split($"{Authority}/")[1].Split('/')[0]);
    }

    private static string CodeOf(IElement snippet) =>
        string.Concat(snippet.QuerySelectorAll("pre[id]").Select(file => file.TextContent));
}
