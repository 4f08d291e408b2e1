using System.Net;
using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>Every page for everybody: somebody with everything, somebody with too much, and somebody with nothing.</summary>
public sealed class EveryPageTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    private static readonly string[] _accounts = [SeededTenants.Alice, SeededTenants.Bob, SeededTenants.Carol];

    private static readonly (string Path, string Title)[] _pages =
        [("/people", "People"), ("/messages", "My messages"), ("/TokenCache", "Token cache"), ("/Home/Token", "Your ID token"), ("/Home/Declined", "You declined a permission")];

    public static TheoryData<string, string, string> Pages =>
        [.. _accounts.SelectMany(account => _pages.Select(page => (account, page.Path, page.Title)))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_opens_for_everybody(string account, string path, string title)
    {
        var page = await OpenAsAsync(account, path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(path, page.Address.AbsolutePath);
        Assert.Equal(title, page.Document.QuerySelector("h1")!.TextContent);
    }
}
