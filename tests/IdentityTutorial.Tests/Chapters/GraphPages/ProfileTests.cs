using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>My profile.</summary>
public sealed class ProfileTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    [Fact]
    public async Task Alice_sees_her_photo_her_manager_and_her_three_groups()
    {
        var page = await OpenAsAsync(SeededTenants.Alice, "/profile");

        Assert.Contains("Alice Archer", page.Text, StringComparison.Ordinal);
        Assert.Contains("Product Manager, Engineering", page.Text, StringComparison.Ordinal);
        Assert.Contains("Ada Almeida", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Engineering", "Lisbon office", "Product leads"], page.Document.QuerySelectorAll(".plain li").Select(group => group.TextContent));
        var photo = await Browser.GetAsync(page.Document.QuerySelector("img.photo")!.GetAttribute("src")!);
        Assert.Equal("image/jpeg", photo.Header("Content-Type"));
        Assert.Equal("nosniff", photo.Header("X-Content-Type-Options"));
        Assert.NotEmpty(photo.Html);
    }

    [Fact]
    public async Task Bob_sees_his_initials_and_all_of_his_250_groups()
    {
        var page = await OpenAsAsync(SeededTenants.Bob, "/profile");

        Assert.Null(page.Document.QuerySelector("img"));
        Assert.Equal("BB", page.Document.QuerySelector(".photo")!.TextContent);
        Assert.Equal("250", page.Document.QuerySelector(".count")!.TextContent);
        Assert.Equal(250, page.Document.QuerySelectorAll(".plain li").Length);
    }

    [Fact]
    public async Task Carol_has_neither_manager_nor_group_and_sees_a_whole_page()
    {
        var page = await OpenAsAsync(SeededTenants.Carol, "/profile");

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        Assert.Contains("Contractor, Support", page.Text, StringComparison.Ordinal);
        Assert.Contains("None, or none that this app is allowed to read", page.Text, StringComparison.Ordinal);
        Assert.Contains("You are in no group.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warm_profile_costs_one_request_to_Graph_and_none_to_the_provider()
    {
        await OpenAsAsync(SeededTenants.Alice, "/profile");
        var (graph, tokens) = (GraphCalls.Count, TokenRequests);

        await Browser.GetAsync("/profile");

        var call = Assert.Single(GraphCalls.Skip(graph));
        Assert.Equal("/v1.0/$batch", call.Address.AbsolutePath);
        Assert.Equal(tokens, TokenRequests);
    }

    [Fact]
    public async Task What_the_token_does_not_reach_is_left_out_and_the_rest_is_shown()
    {
        await OpenAsAsync(SeededTenants.Alice, "/profile");
        using var less = Stage.Backchannel.Rewrite(Endpoints.Graph, answer => BatchAnswers.Deny(answer, "2", "3"));

        var page = await Browser.GetAsync("/profile");

        Assert.Contains("Alice Archer", page.Text, StringComparison.Ordinal);
        Assert.Contains("None, or none that this app is allowed to read", page.Text, StringComparison.Ordinal);
        Assert.Contains("an administrator has not granted GroupMember.Read.All", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_without_a_photo_gets_not_found_where_one_would_be()
    {
        await OpenAsAsync(SeededTenants.Bob, "/profile");

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await Browser.GetAsync("/profile/photo")).Status);
    }

    [Fact]
    public async Task Graphs_access_token_never_reaches_the_browser_or_the_log()
    {
        await OpenAsAsync(SeededTenants.Alice, "/profile");
        await Browser.GetAsync("/TokenCache");
        var secrets = WireSecrets.In([.. Browser.History, .. Calls]);
        var tokens = Calls.Where(exchange => exchange.RequestHeaders.ContainsKey("Authorization"))
            .Select(exchange => exchange.RequestHeaders["Authorization"][0]["Bearer ".Length..]).ToHashSet();

        Assert.NotEmpty(tokens);
        Assert.All(Browser.History, exchange => Assert.DoesNotContain(tokens, token => exchange.ResponseBody.Contains(token, StringComparison.Ordinal)));
        Stage.Chapter.Log.ShouldNotContain([.. secrets, .. tokens]);
    }
}
