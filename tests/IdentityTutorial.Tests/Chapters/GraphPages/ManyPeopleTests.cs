using System.Collections.Concurrent;
using System.Text.Json;
using CallMicrosoftGraph.Controllers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Persistence;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>A hundred users at once, through one instance.</summary>
public sealed class ManyPeopleTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    private const int People = 100;

    [Fact]
    public async Task Everybody_sees_their_own_profile_and_every_token_is_asked_for_once()
    {
        var names = await SomePeopleAsync();
        var browsers = names.Select(name => (Name: name, Browser: Stage.NewBrowser())).ToList();
        await Parallel.ForEachAsync(browsers, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (person, _) => await SignInAsync(person.Browser, person.Name));
        var redeemed = TokenRequests;
        var seen = new ConcurrentBag<(string Name, string Shown)>();

        await Task.WhenAll(browsers.Select(async person =>
        {
            for (var time = 0; time < 3; time++)
            {
                var page = await person.Browser.GetAsync("/profile");
                seen.Add((person.Name, page.Document.QuerySelector("dl.facts code")?.TextContent ?? $"{page.Status}: {page.Text}"));
            }
        }));

        Assert.Equal(3 * People, seen.Count);
        Assert.All(seen, profile => Assert.Equal(profile.Name, profile.Shown));
        Assert.Equal(People, redeemed);
        Assert.Equal(redeemed, TokenRequests);
        await ShouldBelongTogetherAsync();
    }

    // The sign-in page shows buttons for a few accounts, and accepts a click for every one. To check a password takes the sandbox longer than all the rest.
    private static async Task SignInAsync(TestBrowser browser, string name)
    {
        var page = await browser.OpenAsync(SandboxPages.SignInPath);
        await browser.ContinueAsync(await browser.SubmitAsync(page, page.Form("button[name=account]"), ("account", name)));
    }

    // The sandbox's record says whose session a token belongs to; the answer to it says whose profile it brought.
    private async Task ShouldBelongTogetherAsync()
    {
        var calls = GraphCalls.Select(call => (Token: Payload(call.RequestHeaders["Authorization"][0]), Answer: call.ResponseBody)).ToList();
        await using var db = await OpenDirectoryAsync();
        var sessions = await db.Set<SignInSession>().ToDictionaryAsync(session => session.Id, session => session.UserId, TestContext.Current.CancellationToken);
        var userNames = await db.Set<User>().ToDictionaryAsync(user => user.Id, user => user.UserPrincipalName, TestContext.Current.CancellationToken);

        Assert.Equal(3 * People, calls.Count);
        Assert.Equal(People, calls.Select(call => call.Token.GetProperty("sid").GetGuid()).Distinct().Count());
        Assert.Equal(People, calls.Select(call => call.Token.GetProperty("uti").GetString()).Distinct().Count());
        Assert.All(calls, call => Assert.Equal(sessions[call.Token.GetProperty("sid").GetGuid()], call.Token.GetProperty("oid").GetGuid()));
        Assert.All(calls, call => Assert.Contains($"\"{userNames[call.Token.GetProperty("oid").GetGuid()]}\"", call.Answer, StringComparison.Ordinal));
    }

    private static JsonElement Payload(string header) =>
        JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(header["Bearer ".Length..].Split('.')[1])).RootElement;

    private async Task<List<string>> SomePeopleAsync()
    {
        await using var db = await OpenDirectoryAsync();
        return await db.Set<User>().Where(user => user.TenantId == Guid.Parse(SeededTenants.Contoso) && user.Enabled && !user.RequiresMultiFactor)
            .OrderBy(user => user.UserPrincipalName).Select(user => user.UserPrincipalName).Take(People).ToListAsync(TestContext.Current.CancellationToken);
    }

    private Task<SandboxDbContext> OpenDirectoryAsync() =>
        Stage.Platform.Services.GetRequiredService<IDbContextFactory<SandboxDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
