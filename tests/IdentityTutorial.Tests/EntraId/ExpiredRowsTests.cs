using Microsoft.EntityFrameworkCore;
using Sandbox.Protocol.Tokens;

namespace IdentityTutorial.Tests.EntraId;

public sealed class ExpiredRowsTests
{
    private static readonly TimeSpan _refreshTokenLifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan _patience = Patience.Limit;

    [Fact]
    public async Task What_expired_more_than_a_day_ago_is_removed_and_what_still_counts_stays()
    {
        await using var fixture = new EntraIdFixture();
        await fixture.GetTokensAsync(SeededApp.SignIn);
        fixture.Clock.Advance(_refreshTokenLifetime);
        var recent = await fixture.GetTokensAsync(SeededApp.SignIn, SeededTenants.Bob);

        // A grant is kept a day longer than its tokens live, and the cleaner waits for another day.
        fixture.Clock.Advance(TimeSpan.FromDays(3));

        await WaitUntilAsync(fixture, grants => grants == 1);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.SignIn, recent["refresh_token"])).Status);
    }

    [Fact]
    public async Task What_an_API_got_on_behalf_of_somebody_stays_as_long_as_its_token_lives_however_old_the_sign_in_is()
    {
        await using var fixture = new EntraIdFixture();
        var first = await fixture.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid offline_access api://tasks.contoso.example/Tasks.Read"));
        fixture.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(30));
        var assertion = (await fixture.RefreshAsync(SeededApp.SignIn, first["refresh_token"]))["access_token"];
        Assert.Equal(System.Net.HttpStatusCode.OK, (await fixture.TokenAsync(
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("requested_token_use", "on_behalf_of"), ("client_id", SeededApp.TasksApi.ClientId),
            ("client_secret", SeededApp.Secret), ("assertion", assertion), ("scope", "User.Read"))).Status);
        await fixture.ChangeAsync(async db =>
        {
            var stale = await db.Set<Grant>().AsNoTracking().FirstAsync(grant => !grant.IsDerived, EntraIdFixture.Token);
            db.Add(new Grant
            {
                Id = Guid.NewGuid(),
                TenantId = stale.TenantId,
                ClientId = stale.ClientId,
                UserId = stale.UserId,
                SessionId = stale.SessionId,
                Scope = stale.Scope,
                AuthenticatedAt = stale.AuthenticatedAt,
                MultiFactor = false,
                KeptUntil = stale.AuthenticatedAt,
            });
        });

        fixture.Clock.Advance(TimeSpan.FromMinutes(40));

        await WaitUntilAsync(fixture, grants => grants == 2);
        await fixture.ReadAsync(async db => Assert.Equal(1, await db.Set<Grant>().CountAsync(grant => grant.IsDerived, EntraIdFixture.Token)));
    }

    // The cleaner works on a thread of its own once the clock has passed its hour.
    private static async Task WaitUntilAsync(EntraIdFixture fixture, Predicate<int> isDone)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(EntraIdFixture.Token);
        limit.CancelAfter(_patience);
        for (var grants = -1; !isDone(grants);)
        {
            Assert.False(limit.IsCancellationRequested, $"There are still {grants} grants.");
            await fixture.ReadAsync(async db => grants = await db.Set<Grant>().CountAsync(EntraIdFixture.Token));
            await Task.Yield();
        }
    }
}
