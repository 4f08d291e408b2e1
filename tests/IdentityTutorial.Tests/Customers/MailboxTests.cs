using System.Net;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ExternalId;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.Customers;

/// <summary>The mailbox page.</summary>
public sealed class MailboxTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();
    private readonly TestBrowser _browser;

    public MailboxTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_mailbox_says_how_mail_comes_to_be()
    {
        var page = await _browser.GetAsync("/sandbox/mail");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("There is no message yet", page.Document.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_message_comes_first_and_shows_who_asked_and_for_what()
    {
        await AskForCodeAsync(_browser, "first@customer.example");
        _fixture.Clock.Advance(TimeSpan.FromMinutes(3));
        await AskForCodeAsync(_browser, "second@customer.example");

        var messages = (await _browser.GetAsync("/sandbox/mail")).Document.QuerySelectorAll(".mail > li").Select(each => each.TextContent).ToList();

        Assert.Equal(2, messages.Count);
        Assert.Contains("second@customer.example, just now", messages[0], StringComparison.Ordinal);
        Assert.Contains("first@customer.example, 3 minutes ago", messages[1], StringComparison.Ordinal);
        Assert.Contains("valid once, for 10 min", messages[0], StringComparison.Ordinal);
        Assert.Contains("valid once, for 7 min", messages[1], StringComparison.Ordinal);
        Assert.All(messages, message => Assert.Contains("1-2 with External ID", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_can_be_narrowed_to_one_address()
    {
        await AskForCodeAsync(_browser, "first@customer.example");
        await AskForCodeAsync(_browser, "second@customer.example");

        var page = await _browser.GetAsync("/sandbox/mail?to=%20FIRST@customer.example");

        Assert.Single(page.Document.QuerySelectorAll(".mail > li"));
        Assert.Contains("There is no message to", (await _browser.GetAsync("/sandbox/mail?to=third@customer.example")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_was_used_replaced_or_has_expired_says_so()
    {
        await SignUpAsync(_browser, "used@customer.example");
        await AskForCodeAsync(_browser, "expired@customer.example");
        var page = await AskForCodeAsync(_browser, "replaced@customer.example");
        await _browser.PressAsync(page, "action", "send");
        Assert.Equal(["works", "replaced", "works", "used"], await StatesAsync());

        _fixture.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(["expired", "replaced", "expired", "used"], await StatesAsync());
    }

    [Fact]
    public async Task A_message_is_kept_for_a_day()
    {
        await AskForCodeAsync(_browser, "old@customer.example");
        _fixture.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Empty(await StatesAsync());
    }

    [Fact]
    public async Task The_three_hundred_newest_messages_are_kept()
    {
        var page = await AskForCodeAsync(_browser, "first@customer.example");
        for (var number = 0; number < 300; number++)
        {
            await _browser.PressAsync(page, "action", "send", ("email", $"other{number}@customer.example"));
        }

        Assert.Equal(300, (await StatesAsync()).Count());
        Assert.Empty((await _browser.GetAsync("/sandbox/mail?to=first@customer.example")).Document.QuerySelectorAll(".mail > li"));
    }

    [Fact]
    public async Task A_script_in_the_address_of_the_page_is_text()
    {
        var page = await _browser.GetAsync("/sandbox/mail?to=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Equal("\"><script>alert(1)</script>", page.Document.QuerySelector("#to")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_home_page_and_the_page_that_sent_a_code_lead_to_it()
    {
        Assert.Equal("/sandbox/mail", (await _browser.GetAsync("/")).Link("a[href='/sandbox/mail']").AbsolutePath);

        var page = await AskForCodeAsync(_browser, "nora@customer.example");

        Assert.Equal("_blank", page.Document.QuerySelector("a[href='/sandbox/mail?to=nora%40customer.example']")!.GetAttribute("target"));
    }

    private async Task<IEnumerable<string?>> StatesAsync() =>
        (await _browser.GetAsync("/sandbox/mail")).Document.QuerySelectorAll(".mail > li").Select(each => each.GetAttribute("data-state"));
}
