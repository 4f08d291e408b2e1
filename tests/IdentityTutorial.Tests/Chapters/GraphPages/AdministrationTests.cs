using System.Net;
using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>The page behind an app role.</summary>
public sealed class AdministrationTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    [Fact]
    public async Task Alice_has_the_role_and_sees_how_large_the_directory_is()
    {
        var page = await OpenAsAsync(SeededTenants.Alice, "/administration");

        Assert.Contains("Contoso", page.Text, StringComparison.Ordinal);
        Assert.Contains("1,200", page.Text, StringComparison.Ordinal);
        Assert.Contains("contoso.example", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SeededTenants.Bob)]
    [InlineData(SeededTenants.Carol)]
    public async Task Whoever_lacks_the_role_is_refused_kindly_and_stays_signed_in(string account)
    {
        await Browser.SignInAsync(account);

        var page = await Browser.OpenAsync("/administration");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("You do not have access to this page", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("header .who"));
        Assert.Empty(GraphCalls);
    }

    [Fact]
    public async Task The_numbers_come_with_a_token_of_the_app_itself_that_is_cached()
    {
        await Stage.RestartChapterAsync(); // the cache is empty
        await OpenAsAsync(SeededTenants.Alice, "/administration");

        // The page sends three requests at once. With an empty cache, Microsoft.Identity.Web asks for a token for each.
        Assert.InRange(AppTokenRequests, 1, 3);
        var first = AppTokenRequests;
        await Browser.GetAsync("/administration");
        Assert.Equal(first, AppTokenRequests);
    }

    private int AppTokenRequests => Calls.Count(exchange =>
        Endpoints.Token(exchange.Address) && exchange.Form["grant_type"] == "client_credentials");
}
