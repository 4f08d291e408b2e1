using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Tenants;
using Sandbox.Users;

namespace IdentityTutorial.Tests.SandboxHost.Seed;

/// <summary>What the home page says about a seed file that was edited, and about a reset.</summary>
public sealed class ChangedSeedTests : IAsyncDisposable
{
    private readonly TemporarySeed _seed = new();
    private readonly EntraIdFixture _fixture;
    private readonly TestBrowser _browser;

    public ChangedSeedTests()
    {
        _fixture = new(new SandboxFactory { Settings = { ["Sandbox:Seed"] = _seed.File } });
        _browser = _fixture.NewBrowser();
    }

    [Fact]
    public async Task The_home_page_says_that_the_file_differs_until_a_reset_applies_it()
    {
        var before = await _browser.GetAsync("/");
        Assert.DoesNotContain("differs from the database", before.Text, StringComparison.Ordinal);

        _seed.Replace("Alice Archer", "Alice Changed");
        var edited = await _browser.GetAsync("/");
        var after = await PressResetAsync(edited);

        var notice = Assert.Single(edited.Document.QuerySelectorAll("[role=status]")).TextContent;
        Assert.Contains($"{_seed.File} differs from the database", notice, StringComparison.Ordinal);
        Assert.Contains("Reset to seed", notice, StringComparison.Ordinal);
        Assert.Contains("curl -k -X POST https://localhost:7443/sandbox/api/reset", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("differs from the database", after.Text, StringComparison.Ordinal);
        Assert.Contains("Alice Changed", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registration_page_says_it_as_well()
    {
        await _browser.GetAsync("/");
        _seed.Replace("7111/signin-oidc", "7111/signin-other");

        var page = await _browser.GetAsync($"/sandbox/registration?client_id={SeededTenants.SignInChapter}");

        Assert.Contains("differs from the database", page.Text, StringComparison.Ordinal);
        Assert.Contains("https://localhost:7111/signin-oidc", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reset_button_confirms_once_what_the_database_now_has()
    {
        var page = await PressResetAsync(await _browser.GetAsync("/"));

        var notice = Assert.Single(page.Document.QuerySelectorAll("[role=status]")).TextContent;
        int tenants = 0, apps = 0, users = 0;
        await _fixture.ChangeAsync(async db =>
        {
            tenants = await db.Set<Tenant>().CountAsync(EntraIdFixture.Token);
            apps = await db.Set<Sandbox.Applications.Application>().CountAsync(EntraIdFixture.Token);
            users = await db.Set<User>().CountAsync(EntraIdFixture.Token);
        });
        Assert.Equal(
            FormattableString.Invariant($"The sandbox was reset. The database now has {tenants} tenants, {apps:N0} apps and {users:N0} users."),
            notice);
        Assert.Empty((await _browser.GetAsync("/")).Document.QuerySelectorAll("[role=status]"));
    }

    [Fact]
    public async Task The_reset_button_says_why_nothing_was_reset()
    {
        var home = await _browser.GetAsync("/");
        _seed.Replace("\"tenants\"", "\"tenant\"");

        var page = await PressResetAsync(home);

        var notice = Assert.Single(page.Document.QuerySelectorAll("[role=alert]")).TextContent;
        Assert.StartsWith("Nothing was reset. seed.json, $", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_resets_gets_the_counts_as_JSON()
    {
        using var client = _fixture.Sandbox.CreateWireClient();

        using var answer = await client.PostAsync("/sandbox/api/reset", content: null, EntraIdFixture.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith(
            """{"status":"reset","tenants":4,"applications":""",
            await answer.Content.ReadAsStringAsync(EntraIdFixture.Token),
            StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
        _seed.Dispose();
    }

    private async Task<Page> PressResetAsync(Page home)
    {
        var answer = await _browser.SubmitAsync(home, home.Form("form.reset button"));
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.Status, answer.Location?.AbsolutePath));
        return await _browser.FollowAsync(answer);
    }
}
