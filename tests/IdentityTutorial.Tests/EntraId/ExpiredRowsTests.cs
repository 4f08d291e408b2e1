using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Tokens;

namespace IdentityTutorial.Tests.EntraId;

public sealed class ExpiredRowsTests
{
    private static readonly TimeSpan _refreshTokenLifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_expired_more_than_a_day_ago_is_removed_and_what_still_counts_stays()
    {
        await using var fixture = new EntraIdFixture();
        await fixture.GetTokensAsync(SeededApp.SignIn);
        fixture.Clock.Advance(_refreshTokenLifetime);
        var recent = await fixture.GetTokensAsync(SeededApp.SignIn, SeededTenants.Bob);

        fixture.Clock.Advance(TimeSpan.FromDays(2));

        await WaitUntilAsync(fixture, grants => grants == 1);
        await fixture.ChangeAsync(async db =>
        {
            Assert.Equal(1, await db.Set<RefreshToken>().CountAsync(EntraIdFixture.Token));
            Assert.Equal(0, await db.Set<AuthorizationCode>().CountAsync(EntraIdFixture.Token));
        });
        Assert.Equal(System.Net.HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.SignIn, recent["refresh_token"])).Status);
    }

    // The cleaner works on a thread of its own once the clock has passed its hour.
    private static async Task WaitUntilAsync(EntraIdFixture fixture, Predicate<int> isDone)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(EntraIdFixture.Token);
        limit.CancelAfter(_patience);
        for (var grants = -1; !isDone(grants);)
        {
            Assert.False(limit.IsCancellationRequested, $"There are still {grants} grants.");
            await fixture.ChangeAsync(async db => grants = await db.Set<Grant>().CountAsync(EntraIdFixture.Token));
            await Task.Yield();
        }
    }
}
