using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>What the tests of chapter 2-1's pages share.</summary>
/// <param name="shared">The chapter and the sandbox of the class.</param>
public abstract class GraphPageTests(ChapterStage<HomeController> shared) : ChapterTests<HomeController>(shared)
{
    /// <summary>The calls the chapter made to Graph in this test.</summary>
    protected IReadOnlyList<Exchange> GraphCalls => [.. Calls.Where(exchange => Endpoints.Graph(exchange.Address))];

    /// <summary>How many tokens the chapter asked the provider for in this test.</summary>
    protected int TokenRequests => Calls.Count(exchange => Endpoints.Token(exchange.Address));

    /// <summary>Signs in, opens a page, and agrees to what it asks for.</summary>
    protected async Task<Page> OpenAsAsync(string account, string path)
    {
        await Browser.SignInAsync(account);
        var page = await Browser.OpenAsync(path);
        return page.IsConsentPage() ? await Browser.ContinueAsync(await Browser.PressAsync(page, "consent", "accept")) : page;
    }

    /// <summary>Fails unless the page is a failure's page that leads back to <paramref name="path"/>, and somebody is still signed in.</summary>
    protected static void ShouldBeAFailure(Page page, System.Net.HttpStatusCode status, string title, string path)
    {
        Assert.Equal(status, page.Status);
        ShouldBeAnErrorPage(page);
        Assert.Equal(title, page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(path, page.Link("Try again").PathAndQuery);
        Assert.NotNull(page.Document.QuerySelector("header .who"));
    }
}
