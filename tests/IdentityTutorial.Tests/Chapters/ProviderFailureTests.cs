using System.Net;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>When the provider is down, slow or talks nonsense, that is what the page says, and the next try may work.</summary>
/// <inheritdoc />
public abstract class ProviderFailureTests<TMarker>(ChapterStage<TMarker> shared) : ChapterTests<TMarker>(shared)
    where TMarker : class
{
    [Fact]
    public async Task Metadata_that_cannot_be_had_is_the_providers_failure_and_says_so()
    {
        // A chapter that has not read the metadata yet. None of the rows lets it.
        await Stage.RestartChapterAsync();
        (string How, int[] Statuses)[] rows = [("down", [502]), ("slow", [504]), ("HTML", [502]), ("failing", [502, 503])];

        await Table.ShouldHoldAsync(rows, async row =>
        {
            using var trouble = Trouble(row.How, Endpoints.Metadata);

            var page = await Browser.GetAsync("/Home/Token");

            ShouldBeAnErrorPage(page);
            Assert.Contains((int)page.Status, row.Statuses);
            Assert.Contains("IDX20803", page.Text, StringComparison.Ordinal);
            Assert.Equal(SandboxPages.SignInPath, page.Link("Try again").AbsolutePath);
        });
    }

    [Theory]
    [InlineData("down", 502)]
    [InlineData("slow", 504)]
    [InlineData("HTML", 502)]
    [InlineData("failing", 502)]
    public async Task A_token_endpoint_that_fails_is_the_providers_failure_and_says_so(string how, int status)
    {
        using var trouble = Trouble(how, Endpoints.Token);

        var page = await Browser.SignInAsync();

        ShouldBeAnErrorPage(page);
        Assert.Equal(status, (int)page.Status);
        await ShouldNotBeSignedInAsync();
    }

    [Fact]
    public async Task Keys_that_cannot_be_had_are_the_providers_failure_and_say_so()
    {
        await Stage.RestartChapterAsync();

        await Table.ShouldHoldAsync(["down", "HTML"], async how =>
        {
            using var trouble = Trouble(how, Endpoints.Keys);

            var page = await Browser.GetAsync("/Home/Token");

            ShouldBeAnErrorPage(page);
            Assert.InRange((int)page.Status, 502, 504);
        });
    }

    [Fact]
    public async Task A_failed_sign_in_works_when_it_is_tried_again()
    {
        using (Trouble("down", Endpoints.Token))
        {
            ShouldBeAnErrorPage(await Browser.SignInAsync());
        }

        await Browser.SignInAsync();

        Assert.Contains($"Hello, {Cast.Name}", (await Browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    private IDisposable Trouble(string how, Func<Uri, bool> endpoint) => how switch
    {
        "down" => Stage.Backchannel.Refuse(endpoint),
        "slow" => Stage.Backchannel.TimeOut(endpoint),
        "HTML" => Stage.Backchannel.Answer(endpoint, HttpStatusCode.OK, "<!doctype html><p>Sign in to the Wi-Fi</p>", "text/html"),
        _ => Stage.Backchannel.Answer(endpoint, HttpStatusCode.InternalServerError, "{}"),
    };
}
