using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sandbox.Persistence;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>What guessing passwords costs, and that it tells nothing about who has an account.</summary>
public sealed class LockOutTests
{
    [Theory]
    [InlineData(Casey)]
    [InlineData("nobody@customer.example")]
    public async Task Ten_failures_lock_an_address_known_or_not(string email)
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        for (var failure = 0; failure < 10; failure++)
        {
            ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, email, "wrong"), 50126);
        }

        ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, email.ToUpperInvariant(), SeededTenants.Password), 50053);
    }

    [Fact]
    public async Task A_lock_ends_after_a_minute_and_the_next_one_lasts_longer()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await FailAsync(browser, 10);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, Casey, "wrong"), 50126);

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, Casey, SeededTenants.Password), 50053);

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(browser, Casey, SeededTenants.Password))["code"]);
    }

    [Fact]
    public async Task A_success_forgets_the_failures()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await FailAsync(browser, 9);
        using (var owner = fixture.NewBrowser())
        {
            Assert.NotEmpty(AnswerOf(await TypePasswordAsync(owner, Casey, SeededTenants.Password))["code"]);
        }

        await FailAsync(browser, 9);

        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(browser, Casey, SeededTenants.Password))["code"]);
    }

    [Fact]
    public async Task Failures_survive_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("identity-sandbox-test-");
        try
        {
            var (database, clock) = (Path.Combine(folder.FullName, "sandbox.db"), new TestClock());
            await using (var before = new EntraIdFixture(database, clock))
            {
                using var browser = before.NewBrowser();
                await FailAsync(browser, 10);
            }

            await using var after = new EntraIdFixture(database, clock);
            using var returned = after.NewBrowser();
            ProtocolAssert.IsErrorPage(await TypePasswordAsync(returned, Casey, SeededTenants.Password), 50053);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(Casey)]
    [InlineData("robin@customer.example")]
    [InlineData("nobody@customer.example")]
    [InlineData("no address")]
    public async Task Every_attempt_verifies_one_hash_and_none_while_the_address_is_locked(string email)
    {
        // Robin has no password in this test, as somebody who signs in with a social account only.
        var hasher = new CountingHasher();
        await using var sandbox = new SandboxFactory();
        await using var counted = sandbox.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher))));
        await using (var db = await counted.Services.GetRequiredService<IDbContextFactory<SandboxDbContext>>().CreateDbContextAsync(Token))
        {
            await db.Set<User>().Where(user => user.Mail == "robin@customer.example").ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, (string?)null), Token);
        }

        var network = new TestNetwork();
        network.Register(SandboxFactory.Address, counted.Server.CreateHandler);
        using var browser = new TestBrowser(network, SandboxFactory.Address, sandbox.Clock);
        // The start hashes the password of the seed, or shares the hash of a host before this one.
        var hashedByStart = hasher.Hashed;
        for (var failure = 0; failure < 10; failure++)
        {
            ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, email, "wrong"), 50126);
            Assert.Equal(failure + 1, hasher.Verified);
        }

        ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, email, "wrong"), 50053);
        Assert.Equal(10, hasher.Verified);
        Assert.Equal(hashedByStart + 1, hasher.Hashed);
    }

    [Fact]
    public async Task Many_guesses_at_once_are_no_more_than_ten()
    {
        var hasher = new CountingHasher();
        await using var sandbox = new SandboxFactory();
        await using var counted = sandbox.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher))));
        var network = new TestNetwork();
        network.Register(SandboxFactory.Address, counted.Server.CreateHandler);
        using var browser = new TestBrowser(network, SandboxFactory.Address, sandbox.Clock);
        var page = await OpenAsync(browser, Address());

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => browser.TypePasswordAsync(page, Casey, "wrong")));

        Assert.Equal(10, hasher.Verified);
    }

    [Fact]
    public async Task A_hash_of_former_days_is_renewed_by_the_sign_in_that_it_admits()
    {
        var former = QuickPasswords.NewHasher(QuickPasswords.Iterations / 2).HashPassword(null!, SeededTenants.Password);
        await using var fixture = new EntraIdFixture();
        await fixture.ChangeAsync(async db => (await db.Set<User>().FindAsync([new Guid(CaseyId)], Token))!.PasswordHash = former);
        using var browser = fixture.NewBrowser();

        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(browser, Casey, SeededTenants.Password))["code"]);

        await fixture.ReadAsync(async db => Assert.Equal(PasswordVerificationResult.Success,
            QuickPasswords.NewHasher().VerifyHashedPassword(null!, (await db.Set<User>().FindAsync([new Guid(CaseyId)], Token))!.PasswordHash!, SeededTenants.Password)));
    }

    private static async Task FailAsync(TestBrowser browser, int times)
    {
        for (var failure = 0; failure < times; failure++)
        {
            ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, Casey, "wrong"), 50126);
        }
    }

    private sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _inner = QuickPasswords.NewHasher();
        private int _verified;
        private int _hashed;

        public int Verified => _verified;

        public int Hashed => _hashed;

        public string HashPassword(User user, string password)
        {
            Interlocked.Increment(ref _hashed);
            return _inner.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _verified);
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
