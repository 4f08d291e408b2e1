using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ExternalId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Customers;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.Customers;

public sealed class ExpiredRowsTests
{
    private static readonly TimeSpan _patience = Patience.Limit;

    [Fact]
    public async Task Failures_of_former_days_are_removed()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await Customer.TypePasswordAsync(browser, "nora@customer.example", "wrong");
        Assert.Equal(1, await CountAsync(fixture));

        fixture.Clock.Advance(TimeSpan.FromDays(3));

        // The cleaner works on a thread of its own once the clock has passed its hour.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(_patience);
        while (await CountAsync(fixture) is > 0 and var left)
        {
            Assert.False(limit.IsCancellationRequested, $"There are still {left} rows.");
            await Task.Yield();
        }
    }

    private static async Task<int> CountAsync(EntraIdFixture fixture)
    {
        var count = 0;
        await fixture.ReadAsync(async db => count = await db.Set<SignInAttempt>().CountAsync(Token));
        return count;
    }
}
