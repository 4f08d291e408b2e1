using System.Net;
using System.Text.Json;
using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>The filter for failures of Graph meets the controllers that a team adds to its copy of the chapter.</summary>
public sealed class TeamControllerTests(TeamControllerTests.TeamStage shared) : IClassFixture<TeamControllerTests.TeamStage>
{
    private readonly SignInStage<HomeController> _stage = shared.Stage;
    private readonly TestBrowser _browser = shared.Stage.BeginTest();

    [Theory]
    [InlineData("/team/api/name", "Alice Archer")]
    [InlineData("/team/api/sum", "42")]
    [InlineData("/team/page", "Alice Archer")]
    public async Task A_controller_without_views_answers(string path, string answer)
    {
        await _browser.SignInAsync();

        var page = await _browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(answer, page.Html.Trim('"'));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, "The token lacks a permission")]
    [InlineData(HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable, "Microsoft Graph has a temporary problem")]
    public async Task An_API_tells_a_script_of_a_failure_as_problem_details(HttpStatusCode ofGraph, HttpStatusCode status, string title)
    {
        await _browser.SignInAsync();
        using var failure = _stage.Backchannel.Answer(Endpoints.Graph, ofGraph, """{"error":{"code":"Team_Code","message":"Words of Graph."}}""");

        var problem = await GetProblemAsync("/team/api/name", status);

        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal("Team_Code", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_API_asks_a_script_for_a_new_sign_in_by_401_and_not_by_a_redirect()
    {
        await _browser.SignInAsync();
        await _stage.RestartChapterAsync();

        var problem = await GetProblemAsync("/team/api/name", HttpStatusCode.Unauthorized);

        Assert.Equal("A new sign-in is required", problem.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_page_without_views_shows_the_error_page()
    {
        await _browser.SignInAsync();
        using var failure = _stage.Backchannel.Answer(Endpoints.Graph, HttpStatusCode.Forbidden, """{"error":{"code":"Team_Code","message":"Words of Graph."}}""");

        var page = await _browser.GetAsync("/team/page?x=%C3%A4");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("The token lacks a permission", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("/team/page?x=%C3%A4", page.Link("Try again").PathAndQuery);
    }

    [Fact]
    public async Task A_mistake_of_the_team_is_not_blamed_on_Graph()
    {
        await _browser.SignInAsync();

        var page = await _browser.GetAsync("/team/api/mistake");

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.DoesNotContain("Graph's answer", page.Text, StringComparison.Ordinal);
        Assert.Contains(_stage.Chapter.Log.Problems, line => line.Text.Contains("forty-two", StringComparison.Ordinal));
    }

    /// <summary>The chapter of a team, for all tests of the class.</summary>
    public sealed class TeamStage : IAsyncDisposable
    {
        /// <summary>The chapter and the sandbox.</summary>
        public SignInStage<HomeController> Stage { get; } = new(services: TeamControllers.AddTo);

        /// <inheritdoc />
        public ValueTask DisposeAsync() => Stage.DisposeAsync();
    }

    private async Task<JsonElement> GetProblemAsync(string path, HttpStatusCode status)
    {
        var page = await _browser.GetAsync(path);

        Assert.Equal(status, page.Status);
        Assert.StartsWith("application/problem+json", page.Header("Content-Type"), StringComparison.Ordinal);
        return JsonDocument.Parse(page.Html).RootElement;
    }
}
