using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ExternalId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Customers;
using Sandbox.Mail;
using Sandbox.Persistence;
using Sandbox.Social;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.Customers;

public sealed class ExpiredRowsTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Codes_messages_failures_and_waiting_social_sign_ins_of_former_days_are_removed()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await Customer.AskForCodeAsync(browser, "nora@customer.example");
        await Customer.TypePasswordAsync(browser, "nora@customer.example", "wrong");
        await OpenAsync(browser, "/social/glimpse/authorize?client_id=identity-sandbox&state=s&redirect_uri=https://localhost:7443/social/callback/glimpse");
        Assert.Equal(4, await CountAsync(fixture));

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
        await fixture.ChangeAsync(async db => count = await CountAsync<VerificationCode>(db) + await CountAsync<MailMessage>(db)
            + await CountAsync<SignInAttempt>(db) + await CountAsync<ProviderSignIn>(db));
        return count;
    }

    private static Task<int> CountAsync<T>(SandboxDbContext db)
        where T : class => db.Set<T>().CountAsync(Token);
}
