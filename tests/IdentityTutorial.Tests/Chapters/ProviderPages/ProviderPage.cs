namespace IdentityTutorial.Tests.Chapters.ProviderPages;

/// <summary>What an error page of the sandbox has to show to a user whom a chapter sent there.</summary>
internal static class ProviderPage
{
    private const string Guide = "/sandbox/docs/ReadmeFiles/troubleshooting.md";

    /// <summary>
    /// Fails unless the page is one of the sandbox, names the error, and links to the section about it.
    /// </summary>
    public static async Task ShouldExplainAsync(Page page, string code, TestBrowser browser)
    {
        Assert.Equal(SandboxFactory.Address.Authority, page.Address.Authority);
        Assert.Equal(code, page.Document.QuerySelector(".error-code")?.TextContent);

        var answer = await browser.GetAsync(page.Link($"About {code} in the documents"), page.Address);

        var section = answer.Location;
        Assert.NotNull(section);
        Assert.Equal(Guide, section.AbsolutePath);
        var guide = await browser.FollowAsync(answer);
        Assert.Equal(code, guide.Document.GetElementById(section.Fragment[1..])?.TextContent);
    }

    /// <summary>Enters a wrong password often enough to lock the account.</summary>
    public static async Task<Page> LockAsync(TestBrowser browser, Page page, string userName)
    {
        for (var time = 0; time < 11; time++)
        {
            page = await browser.TypePasswordAsync(page, userName, "a-wrong-password");
        }

        return page;
    }
}
