using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>What the tests of chapter 2-1's pages share.</summary>
public abstract class GraphPageTests : ChapterTests<HomeController>
{
    /// <summary>The calls the chapter made to Graph.</summary>
    protected IReadOnlyList<Exchange> GraphCalls => [.. Stage.Backchannel.Exchanges.Where(exchange => Endpoints.Graph(exchange.Address))];

    /// <summary>How many tokens the chapter asked the provider for.</summary>
    protected int TokenRequests => Stage.Backchannel.Count(Endpoints.Token);

    /// <summary>Signs in, opens a page, and agrees to what it asks for.</summary>
    protected async Task<Page> OpenAsAsync(string account, string path)
    {
        await Browser.SignInAsync(account);
        var page = await Browser.OpenAsync(path);
        return page.IsConsentPage() ? await Browser.ContinueAsync(await Browser.PressAsync(page, "consent", "accept")) : page;
    }

    /// <summary>Switches a fault of the sandbox on.</summary>
    protected async Task StartScenarioAsync(string nameAndOptions)
    {
        using var client = Stage.Platform.CreateWireClient();
        using var answer = await client.PostAsync($"/sandbox/api/scenarios/{nameAndOptions}", content: null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Switches it off again.</summary>
    protected async Task EndScenarioAsync(string name)
    {
        using var client = Stage.Platform.CreateWireClient();
        using var answer = await client.DeleteAsync($"/sandbox/api/scenarios/{name}", TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
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
