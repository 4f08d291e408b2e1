using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Persistence;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>Two hundred people at once, through one instance.</summary>
public sealed class ManyPeopleTests : GraphPageTests
{
    private const int People = 200;

    [Fact]
    public async Task Everybody_sees_their_own_profile_and_every_token_is_asked_for_once()
    {
        var names = await SomePeopleAsync();
        var browsers = names.Select(name => (Name: name, Browser: Stage.NewBrowser())).ToList();
        await Parallel.ForEachAsync(browsers, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (person, _) => await person.Browser.ContinueAsync(await person.Browser.TypePasswordAsync(await person.Browser.OpenAsync(SandboxPages.SignInPath), person.Name)));
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
        ShouldBelongTogether(names);
    }

    // What Graph was asked and what it told, side by side: the token's person, and the person in the answer.
    private void ShouldBelongTogether(IReadOnlyCollection<string> names)
    {
        var calls = GraphCalls.Select(call => (Token: Payload(call.RequestHeaders["Authorization"][0]), call.ResponseBody)).ToList();

        Assert.Equal(3 * People, calls.Count);
        Assert.Equal(People, calls.Select(call => call.Token.GetProperty("oid").GetString()).Distinct().Count());
        Assert.Equal(People, calls.Select(call => call.Token.GetProperty("uti").GetString()).Distinct().Count());
        Assert.All(calls, call => Assert.Contains(names, name => call.ResponseBody.Contains($"\"{name}\"", StringComparison.OrdinalIgnoreCase)));
    }

    private static JsonElement Payload(string header) =>
        JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(header["Bearer ".Length..].Split('.')[1])).RootElement;

    private async Task<List<string>> SomePeopleAsync()
    {
        await using var db = await Stage.Platform.Services.GetRequiredService<IDbContextFactory<SandboxDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Set<User>().Where(user => user.TenantId == Guid.Parse(SeededTenants.Contoso) && user.Enabled && !user.RequiresMultiFactor)
            .OrderBy(user => user.UserPrincipalName).Select(user => user.UserPrincipalName).Take(People).ToListAsync(TestContext.Current.CancellationToken);
    }
}
