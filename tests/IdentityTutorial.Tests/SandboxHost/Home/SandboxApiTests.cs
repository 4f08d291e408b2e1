using System.Net;
using System.Text.Json;
using IdentityTutorial.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Chapters;
using Sandbox.Persistence;
using Sandbox.Users;

namespace IdentityTutorial.Tests.SandboxHost.Home;

public sealed class SandboxApiTests : IAsyncDisposable
{
    private readonly SandboxFactory _sandbox = new();

    [Fact]
    public async Task Ready_answers_200_and_names_no_chapter_when_the_platform_runs_alone()
    {
        using var client = _sandbox.CreateWireClient();

        using var answer = await client.GetAsync("/sandbox/api/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"status":"ready","chapters":[]}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(ChapterState.Building, HttpStatusCode.ServiceUnavailable, "building")]
    [InlineData(ChapterState.Starting, HttpStatusCode.ServiceUnavailable, "starting")]
    [InlineData(ChapterState.Running, HttpStatusCode.OK, "running")]
    [InlineData(ChapterState.Crashed, HttpStatusCode.ServiceUnavailable, "crashed")]
    public async Task Ready_answers_503_until_every_chapter_runs_and_names_each(ChapterState state, HttpStatusCode status, string word)
    {
        var board = _sandbox.Services.GetRequiredService<ChapterBoard>();
        board.Open([new Chapter { Name = "1-1-Test", Number = "1-1", Title = "Test", Description = "", ProjectFile = "/x/App.csproj", Url = new("https://localhost:7111/") }]);
        board.Runs[0].Become(state);
        using var client = _sandbox.CreateWireClient();

        using var answer = await client.GetAsync("/sandbox/api/ready", TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var chapter = json.RootElement.GetProperty("chapters")[0];
        Assert.Equal(("1-1-Test", "https://localhost:7111", word), (chapter.GetProperty("name").GetString(), chapter.GetProperty("url").GetString(), chapter.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Reset_restores_the_seed()
    {
        using var client = _sandbox.CreateWireClient();
        await RenameAliceAsync("Somebody Else");

        using var answer = await client.PostAsync("/sandbox/api/reset", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("Alice", await NameOfAliceAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reset_button_leads_back_to_the_home_page()
    {
        using var client = _sandbox.CreateWireClient();
        using var button = new FormUrlEncodedContent([]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/api/reset") { Content = button, Headers = { { "Sec-Fetch-Site", "same-origin" } } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://localhost:7111")]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Origin", "null")]
    public async Task A_call_from_another_site_is_refused_and_changes_nothing(string header, string value)
    {
        using var client = _sandbox.CreateWireClient();
        await RenameAliceAsync("Somebody Else");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/api/reset") { Headers = { { header, value } } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Somebody Else", await NameOfAliceAsync());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://localhost:7443")]
    public async Task A_call_from_the_sandboxs_own_pages_is_taken(string header, string value)
    {
        using var client = _sandbox.CreateWireClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/api/reset") { Headers = { { header, value } } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private async Task RenameAliceAsync(string name)
    {
        await using var db = await ConnectAsync();
        await db.Set<User>().Where(user => user.UserPrincipalName == SeededTenants.Alice)
            .ExecuteUpdateAsync(change => change.SetProperty(user => user.DisplayName, name), TestContext.Current.CancellationToken);
    }

    private async Task<string> NameOfAliceAsync()
    {
        await using var db = await ConnectAsync();
        return await db.Set<User>().Where(user => user.UserPrincipalName == SeededTenants.Alice).Select(user => user.DisplayName)
            .SingleAsync(TestContext.Current.CancellationToken);
    }

    private Task<SandboxDbContext> ConnectAsync() =>
        _sandbox.Services.GetRequiredService<IDbContextFactory<SandboxDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
