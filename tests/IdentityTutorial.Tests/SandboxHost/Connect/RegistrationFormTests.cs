using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>What the form that registers an app rejects, and what it says about it.</summary>
public sealed class RegistrationFormTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    public static TheoryData<string, string, string, string> BadFields => new()
    {
        { "web", "name", "", "Enter a name" },
        { "web", "name", new string('n', 257), "between 1 and 256 characters" },
        { "web", "redirectUris", "", "Enter a redirect URI" },
        { "web", "redirectUris", "http://app.contoso.example/signin-oidc", "must use the HTTPS scheme" },
        { "web", "redirectUris", "https://localhost:5001/a\nhttps://localhost:5001/b#c", "is not a complete address" },
        { "web", "redirectUris", "javascript:alert(1)", "is not a complete address" },
        { "web", "redirectUris", "https://*.contoso.example/", "is not a complete address" },
        { "web", "logoutUrl", "/signout-oidc", "is not a complete address" },
        { "spa", "redirectUris", "myapp://auth", "must use the HTTPS scheme" },
        { "spa", "redirectUris", "localhost:5173", "must use the HTTPS scheme" },
        { "native", "redirectUris", "data:text/html,x", "is not a complete address" },
        { "api", "scope", "", "Enter a scope" },
        { "api", "scope", "Orders Read", "has a space" },
        { "api", "role", "Orders Read", "has a space" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task A_bad_value_is_named_beside_its_field_and_nothing_that_was_entered_is_lost(
        string kind, string field, string value, string problem)
    {
        using var browser = fixture.NewBrowser();
        var before = await CountAppsAsync(browser);

        var page = await RegisterAsync(
            browser, kind, ("name", "A name that stays"), (field, value), ("permission", $"{GraphId}/Mail.Read"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var shown = page.Document.QuerySelector($"#{field}-problem")?.TextContent;
        Assert.Contains(problem, shown, StringComparison.Ordinal);
        var input = page.Document.QuerySelector($"#{field}")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains($"{field}-problem", input.GetAttribute("aria-describedby")!.Split(' '));
        var kept = FormFields.Of(page.Form("#name"))
            .ToLookup(pair => pair.Key, pair => pair.Value.ReplaceLineEndings("\n"));
        Assert.Equal(field == "name" ? value : "A name that stays", Assert.Single(kept["name"]));
        Assert.Equal(value.Trim(), Assert.Single(kept[field]).Trim());
        Assert.Contains($"{GraphId}/Mail.Read", kept["permission"]);
        Assert.Equal(before, await CountAppsAsync(browser));
    }

    [Theory]
    [InlineData("web", "Users see the name when they sign in and consent.")]
    [InlineData("native", "Users see the name when they sign in and consent.")]
    [InlineData("daemon", "The pages of the sandbox list the app under this name.")]
    [InlineData("api", "The pages of the sandbox list the app under this name.")]
    public async Task The_hint_of_the_name_says_who_sees_it(string kind, string hint)
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenFormAsync(browser, kind);

        Assert.Equal(hint, page.Document.QuerySelector("#name-hint")?.TextContent);
    }

    [Fact]
    public async Task A_permission_that_the_form_does_not_offer_is_refused()
    {
        using var browser = fixture.NewBrowser();
        var fabrikam = await OpenFormAsync(browser, "web", SeededTenants.Fabrikam);
        Assert.DoesNotContain("Sample: tasks API", fabrikam.Text, StringComparison.Ordinal);
        Assert.Contains("Sample: tasks API", (await OpenFormAsync(browser, "web")).Text, StringComparison.Ordinal);

        foreach (var permission in new[]
        {
            $"{SeededApp.TasksApi.ClientId}/Tasks.Read", $"{GraphId}/No.Such", "x", $"{GraphId}/openid",
        })
        {
            var page = await browser.SubmitAsync(
                fabrikam, fabrikam.Form("#name"), ("name", "My app"), ("permission", permission));

            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.NotNull(page.Document.QuerySelector("#permission-problem"));
        }
    }

    [Theory]
    [InlineData("tenant", "x")]
    [InlineData("tenant", "")]
    [InlineData("tenant", "11111111-2222-3333-4444-555555555555")]
    [InlineData("kind", "robot")]
    public async Task A_tenant_or_a_kind_that_the_page_does_not_offer_leads_back_to_the_choice(
        string field, string value)
    {
        using var browser = fixture.NewBrowser();
        var form = await OpenFormAsync(browser, "web");

        var page = await browser.SubmitAsync(form, form.Form("#name"), ("name", "My app"), (field, value));

        Assert.Equal((HttpStatusCode.SeeOther, Address), (page.Status, page.Location?.AbsolutePath));
    }

    private static async Task<int> CountAppsAsync(TestBrowser browser) =>
        (await browser.GetAsync(Address)).Document.QuerySelectorAll("#apps-title ~ table tbody tr").Length;
}
