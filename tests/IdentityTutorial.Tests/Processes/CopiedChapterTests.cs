using System.Net;
using IdentityTutorial.Tests.Nightly;
using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class CopiedChapterTests
{
    [NightlyFact]
    public async Task Chapter_1_1_copied_out_of_the_repository_builds_without_an_edit_and_signs_in()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var copy = new CopiedChapter("1-Authentication/1-1-AzureAD-SignIn/AzureADSignIn.csproj");
        await copy.BuildAsync(cancellationToken);
        await using var tutorial = await RunningTutorial.StartAsync(cancellationToken, ChapterLaunch.AzureAD with { Folder = copy.Folder });
        using var browser = tutorial.NewBrowser();

        var page = await browser.SignInAsync(start: "/Home/Token");

        Assert.Equal((HttpStatusCode.OK, "/Home/Token"), (page.Status, page.Address.AbsolutePath));
        Assert.Contains(SeededTenants.Alice, page.Text, StringComparison.Ordinal);
        Assert.Equal("text/css", (await browser.GetAsync("/css/site.css")).Header("Content-Type"));
    }
}
