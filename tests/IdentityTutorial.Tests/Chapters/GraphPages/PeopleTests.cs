using System.Net;
using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>The directory.</summary>
public sealed class PeopleTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    [Fact]
    public async Task It_shows_25_people_at_a_time_and_how_many_there_are()
    {
        var page = await OpenAsAsync(SeededTenants.Alice, "/people");

        Assert.Equal(25, Names(page).Count);
        Assert.Contains("1 to 25 of 1,200", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[rel=prev]"));
        Assert.Equal(Names(page).Order(StringComparer.Ordinal), Names(page));
    }

    [Fact]
    public async Task Next_and_previous_lead_through_the_pages_and_keep_the_total()
    {
        var first = await OpenAsAsync(SeededTenants.Alice, "/people");
        var second = await Browser.ClickAsync(first, "Next");
        var third = await Browser.ClickAsync(second, "Next");
        var back = await Browser.ClickAsync(third, "Previous");

        Assert.Contains("26 to 50 of 1,200", second.Text, StringComparison.Ordinal);
        Assert.Contains("51 to 75 of 1,200", third.Text, StringComparison.Ordinal);
        Assert.Empty(Names(first).Intersect(Names(second)));
        Assert.Equal(Names(second), Names(back));
    }

    [Fact]
    public async Task The_last_page_has_no_next_one()
    {
        var page = await OpenAsAsync(SeededTenants.Alice, "/people");
        for (var number = 2; number <= 48; number++)
        {
            page = await Browser.ClickAsync(page, "Next");
        }

        Assert.Contains("1176 to 1200 of 1,200", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[rel=next]"));
    }

    [Fact]
    public async Task A_search_finds_by_the_beginning_of_a_name()
    {
        await OpenAsAsync(SeededTenants.Alice, "/people");

        var page = await Browser.GetAsync("/people?search=Arch");

        Assert.Contains("Alice Archer", page.Text, StringComparison.Ordinal);
        Assert.All(Names(page), name => Assert.Contains(name.Split(' '), word => word.StartsWith("Arch", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("Arch", page.Document.QuerySelector("input[name=search]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Searches_in_two_tabs_go_on_each_with_its_own_next_page()
    {
        await OpenAsAsync(SeededTenants.Alice, "/people");
        var first = await Browser.GetAsync("/people?search=A");
        await Browser.GetAsync("/people?search=B");

        var next = await Browser.ClickAsync(first, "Next");

        Assert.NotEmpty(Names(next));
        Assert.All(Names(next), name => Assert.Contains(name.Split(' '), word => word.StartsWith('A')));
    }

    [Theory]
    [InlineData("nobody-at-all")]
    [InlineData("\"")]
    [InlineData("a\" OR \"mail:bob")]
    [InlineData("\\")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; drop table users; --")]
    [InlineData("😀")]
    public async Task Whatever_is_searched_for_is_an_answer_and_not_an_error(string search)
    {
        await OpenAsAsync(SeededTenants.Alice, "/people");

        var page = await Browser.GetAsync($"/people?search={Uri.EscapeDataString(search)}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task A_search_of_ten_thousand_characters_is_cut_and_answered()
    {
        await OpenAsAsync(SeededTenants.Alice, "/people");

        Assert.Equal(HttpStatusCode.OK, (await Browser.GetAsync($"/people?search={new string('a', 6_000)}")).Status);
    }

    [Theory]
    [InlineData("7", 1)]
    [InlineData("-3", 1)]
    [InlineData("999999999", 1)]
    [InlineData("x", 1)]
    public async Task A_page_that_nobody_has_reached_yet_leads_to_the_last_one_before_it(string number, int expected)
    {
        await OpenAsAsync(SeededTenants.Alice, "/people");

        // The first page told the way to the second, so further ones end there.
        var page = await Browser.OpenAsync($"/people?number={number}&total=1200");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(number is "7" or "999999999" ? "26 to 50 of" : $"{expected} to 25 of", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://localhost:7443.evil.example")]
    [InlineData("https://localhost:7443@evil.example")]
    [InlineData("http://localhost:7443")]
    public async Task A_next_link_to_another_host_is_not_followed_and_nobodys_token_goes_there(string host)
    {
        await OpenAsAsync(SeededTenants.Alice, "/people");
        using var elsewhere = Stage.Backchannel.Rewrite(Endpoints.Graph, answer => answer.Replace("https://localhost:7443/v1.0/users", host + "/v1.0/users", StringComparison.Ordinal));

        var page = await Browser.GetAsync("/people");
        await Browser.GetAsync("/people?number=2");

        ShouldBeAFailure(page, HttpStatusCode.BadGateway, "Microsoft Graph's answer cannot be read", "/people");
        Assert.DoesNotContain(Calls, exchange => (exchange.Address.Scheme, exchange.Address.Host) is not ("https", "localhost"));
    }

    private static List<string> Names(Page page) => [.. page.Document.QuerySelectorAll(".people tbody th").Select(name => name.TextContent)];
}
