using System.Net;
using AngleSharp.Html.Dom;
using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.WebUtilities;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>What other sites, other browsers and odd requests get from the pages that connect apps: nothing.</summary>
public sealed class ConnectAttackTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task Only_the_browser_that_began_can_bring_the_answer_and_only_once()
    {
        using var browser = fixture.NewBrowser();
        using var other = fixture.NewBrowser();
        var app = await RegisterAsync(browser, "web");
        var answer = await AnswerAsync(browser, app);

        var stolen = await other.GetAsync(answer.PathAndQuery);
        var right = await browser.GetAsync(answer.PathAndQuery);
        var again = await browser.GetAsync(answer.PathAndQuery);
        var shownElsewhere = await other.GetAsync(right.Location!.PathAndQuery);

        Assert.Equal(HttpStatusCode.SeeOther, right.Status);
        Assert.All([stolen, again, shownElsewhere], page => ProtocolAssert.IsErrorPage(page, 50089));
    }

    [Fact]
    public async Task The_code_of_another_sign_in_is_not_taken()
    {
        using var attacker = fixture.NewBrowser();
        using var victim = fixture.NewBrowser();
        var app = await RegisterAsync(attacker, "web");
        var stolen = QueryHelpers.ParseQuery((await AnswerAsync(attacker, app)).Query)["code"].ToString();
        var own = await AnswerAsync(victim, await victim.GetAsync($"{Address}/{ClientIdOf(app)}"));
        var state = QueryHelpers.ParseQuery(own.Query)["state"].ToString();

        var answer = QueryHelpers.AddQueryString(
            own.AbsolutePath, new Dictionary<string, string?> { ["state"] = state, ["code"] = stolen });
        var page = await victim.FollowAsync(await victim.GetAsync(answer));

        Assert.Contains("AADSTS500112", page.Text, StringComparison.Ordinal);
        Assert.Empty(TokensOf(page));
    }

    [Theory]
    [InlineData("/x/answer")]
    [InlineData("/x/answer?state=x&code=y")]
    [InlineData("/x/answer?state=y&code=z")]
    [InlineData("/x/answer?code=y")]
    [InlineData("/x/answer?state=x&state=y&code=z")]
    [InlineData(
        "/x/answer?state=x&error=access_denied&error_description=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/x")]
    [InlineData("/x/answer?state=%00&code=%ff")]
    public async Task An_answer_that_belongs_to_no_sign_in_is_an_error_page_that_leads_nowhere(string suffix)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(TryAddress + suffix);

        Assert.Equal((HttpStatusCode.BadRequest, null), (page.Status, page.Location));
        Assert.Empty(page.Document.QuerySelectorAll("main script, main form"));
    }

    [Fact]
    public async Task A_form_of_another_site_or_without_its_token_changes_nothing()
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterAsync(browser, "web");
        var page = $"{Address}/{ClientIdOf(app)}";
        var before = await RegistrationOfAsync(fixture, ClientIdOf(app));
        var token = FormFields.Of(TryFormOf(app, "web"))
            .Where(field => field.Key == "__RequestVerificationToken")
            .ToList();
        foreach (var (path, fields) in new (string, KeyValuePair<string, string>[])[]
        {
            (Address + "/new", [new("tenant", SeededTenants.Contoso), new("kind", "daemon"), new("name", "Evil")]),
            (page + "/redirect-uri", [new("kind", "web"), new("redirectUri", "https://localhost:9999/evil")]),
            (page + "/remove-redirect-uri", [new("redirectUri", "https://localhost:5001/signin-oidc")]),
            (page + "/secret", []),
            (page + "/try", [new("kind", "web")]),
        })
        {
            foreach (var from in new[] { "https://evil.example/", "https://localhost:9999/", "http://localhost:7443/" })
            {
                ProtocolAssert.IsErrorPage(await browser.PostAsync(path, [.. fields, .. token], new Uri(from)), 50089);
            }

            ProtocolAssert.IsErrorPage(await browser.PostAsync(path, fields), 50089);
        }

        Assert.Equal(before, await RegistrationOfAsync(fixture, ClientIdOf(app)));
        Assert.DoesNotContain("Evil", (await browser.GetAsync(Address)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GraphId)]
    [InlineData("11111111-2222-3333-4444-555555555555")]
    public async Task No_form_changes_or_tries_an_app_that_the_pages_do_not_offer(string clientId)
    {
        using var browser = fixture.NewBrowser();
        var page = await browser.GetAsync((await RegisterAsync(browser, "web")).Address.AbsolutePath);
        foreach (var action in new[] { "secret", "redirect-uri", "try" })
        {
            var form = page.Form($"form[action$='/{action}'] button, form[action$='/{action}'] input");
            form.SetAttribute("action", $"{Address}/{clientId}/{action}");

            Assert.Equal(HttpStatusCode.NotFound, (await browser.SubmitAsync(page, form)).Status);
        }
    }

    [Theory]
    [InlineData("web", SeededTenants.Contoso)]
    [InlineData("api", SeededTenants.Contoso)]
    [InlineData("web", SeededTenants.B2C)]
    [InlineData("api", SeededTenants.B2C)]
    public async Task No_value_of_a_field_of_the_registration_form_makes_the_sandbox_fail(string kind, string tenant)
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenFormAsync(browser, kind, tenant);

        await SendOddFieldsAsync(browser, page, page.Form("#name"));
    }

    [Theory]
    [InlineData("redirect-uri")]
    [InlineData("secret")]
    [InlineData("try")]
    public async Task No_value_of_a_field_on_the_page_of_an_app_makes_the_sandbox_fail(string action)
    {
        using var browser = fixture.NewBrowser();
        var page = await browser.GetAsync((await RegisterAsync(browser, "web")).Address.AbsolutePath);

        await SendOddFieldsAsync(
            browser, page, page.Form($"form[action$='/{action}'] button, form[action$='/{action}'] input"));
    }

    /// <summary>Sends a form once for each of its fields and each odd value: missing, doubled, huge and others.</summary>
    private static async Task SendOddFieldsAsync(TestBrowser browser, Page page, IHtmlFormElement form)
    {
        var fields = FormFields.Of(form).ToList();
        var path = new Uri(form.Action).AbsolutePath;
        foreach (var name in fields.Select(field => field.Key).Append("none").Distinct())
        {
            string[][] odd =
            [
                [], ["x", "y"], ["\0"], ["x\r\nX: y"], ["<script>alert(1)</script>"], [new string('x', 20_000)],
            ];
            foreach (var values in odd)
            {
                var sent = fields.Where(field => field.Key != name)
                    .Concat(values.Select(value => KeyValuePair.Create(name, value)));

                var answer = await browser.PostAsync(path, sent, page.Address);

                var text = $"{name} = {string.Join(" and ", values)}: {answer.Status} {answer.Text}";
                Assert.True(answer.Status < HttpStatusCode.InternalServerError, text);
                Assert.True(answer.Document.QuerySelector("main script") is null, text);
            }
        }
    }
}
