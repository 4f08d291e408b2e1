using AngleSharp.Dom;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>The list of the conversations on the wire page.</summary>
public sealed class ConversationListTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task The_list_shows_the_time_of_the_newest_message_by_which_it_is_sorted()
    {
        await fixture.GetTokensAsync(SeededApp.SignIn);
        await fixture.GetTokensAsync(SeededApp.SignIn, SeededTenants.Bob);

        var page = await OpenAsync("");

        var table = page.Document.QuerySelector("#conversations-title + table")!;
        var times = table.QuerySelectorAll("tbody tr").Select(row => row.LastElementChild!.TextContent).ToList();
        Assert.Equal("Newest message (UTC)", table.QuerySelector("thead th:last-child")!.TextContent);
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task The_list_says_when_the_session_of_an_earlier_sign_in_was_enough()
    {
        using var browser = fixture.NewBrowser();
        await EntraIdFixture.SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("state", "of-the-first-time")));
        await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("state", "of-the-second-time")));

        var page = await OpenAsync("");

        var subjects = page.Document.QuerySelectorAll("#conversations-title + table tbody th a")
            .Select(link => link.FirstChild!.TextContent);
        Assert.Equal(["Sign-in without a page", "Sign-in"], subjects.Take(2));
    }

    [Fact]
    public async Task Sign_ins_of_two_users_at_the_same_time_are_two_conversations()
    {
        using var first = fixture.NewBrowser();
        using var second = fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.SignIn, ("state", "state-of-a-user-one"));
        var other = AuthorizeAddress(SeededApp.SignIn, ("state", "state-of-a-user-two"));
        await EntraIdFixture.OpenAsync(first, address);
        await EntraIdFixture.SignInAsync(second, other, SeededTenants.Bob);
        await EntraIdFixture.SignInAsync(first, address);

        var page = await OpenAsync($"?user={SeededTenants.Bob}");

        Assert.Contains("state-of-a-user-two", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("state-of-a-user-one", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_filtered_by_app_and_by_failure_and_says_when_nothing_is_left()
    {
        await fixture.GetTokensAsync(SeededApp.SignIn);
        await fixture.TokenAsync(
            ("grant_type", "authorization_code"),
            ("client_id", SeededApp.RolesAndGroups.ClientId),
            ("client_secret", "not the secret"),
            ("code", "x"));

        var failures = await OpenAsync($"?failures=on&app={SeededApp.RolesAndGroups.ClientId}");
        var nobody = await OpenAsync("?user=nobody");

        var row = Assert.Single(failures.Document.QuerySelectorAll("#conversations-title + table tbody tr"));
        Assert.Contains("AADSTS7000215", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("The app exchanges the code for tokens.", failures.Text, StringComparison.Ordinal);
        Assert.Contains("No conversation matches the filter.", nobody.Text, StringComparison.Ordinal);
    }

    private async Task<Page> OpenAsync(string query)
    {
        using var browser = fixture.NewBrowser();
        return await browser.GetAsync("/sandbox/wire" + query);
    }
}
