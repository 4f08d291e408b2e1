using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Guessing passwords on every page that takes one, and what a reset takes away from whoever knew the old one.</summary>
public sealed class PasswordAttackTests : IAsyncDisposable
{
    private readonly B2CFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Forty_guesses_at_once_on_both_pages_that_take_a_password_are_ten()
    {
        var hasher = new CountingHasher();
        await using var sandbox = new SandboxFactory();
        await using var counted = sandbox.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher))));
        var network = new TestNetwork();
        network.Register(SandboxFactory.Address, counted.Server.CreateHandler);
        using var one = new TestBrowser(network, SandboxFactory.Address, sandbox.Clock);
        using var other = new TestBrowser(network, SandboxFactory.Address, sandbox.Clock);
        var signIn = await OpenAsync(one, Address(Susi));
        var link = await UseSocialAsync(other, await OpenAsync(other, Address(Susi)), "glimpse", "casey.cole");

        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => new[]
        {
            one.PressAsync(signIn, "action", "signin", ("email", SeededTenants.Casey), ("password", "wrong")),
            other.PressAsync(link, "action", "link", ("password", "wrong")),
        }));

        Assert.Equal(10, hasher.Verified);
        B2CAssert.Asks(await PressAsync(other, link, "action", "link", ("password", SeededTenants.Password)), 90114);
        Assert.Equal(10, hasher.Verified);
    }

    [Fact]
    public async Task A_lock_at_one_tenant_is_none_at_the_other()
    {
        using var browser = _fixture.NewBrowser();
        for (var failure = 0; failure < 10; failure++)
        {
            B2CAssert.Asks(await TypePasswordAsync(browser, SeededTenants.Casey, "wrong"), 90054);
        }

        B2CAssert.Asks(await TypePasswordAsync(browser, SeededTenants.Casey.ToUpperInvariant(), SeededTenants.Password), 90114);

        Assert.NotEmpty(AnswerOf(await ExternalId.Customer.TypePasswordAsync(browser, SeededTenants.Casey, SeededTenants.Password))["code"]);
    }

    [Fact]
    public async Task A_reset_ends_sessions_refresh_tokens_and_the_old_password_everywhere_else()
    {
        using var elsewhere = _fixture.NewBrowser();
        var tokens = await _fixture.RedeemAsync(await SignCustomerInAsync(elsewhere, Address(Susi)));
        var waiting = AnswerOf(await OpenAsync(elsewhere, Address(Susi)))["code"];
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(1));

        using var browser = _fixture.NewBrowser();
        var proved = await ProveMailboxAsync(browser, await OpenAsync(browser, Address(Reset)), SeededTenants.Casey);
        var answer = await PressAsync(browser, proved, "action", "continue", ("newPassword", NewPassword));

        Assert.Equal(CaseyId, (await _fixture.RedeemAsync(answer, Reset)).IdToken.GetPayloadValue<string>("oid"));
        Assert.True((await OpenAsync(elsewhere, Address(Susi))).IsSignInPage());
        Assert.Equal("invalid_grant", (await _fixture.RefreshAsync(tokens["refresh_token"])).Body["error"]?.GetValue<string>());
        Assert.Equal("invalid_grant", (await _fixture.TokenAsync(Susi, ("grant_type", "authorization_code"), ("client_id", Chapter.ClientId), ("client_secret", SeededApp.Secret),
            ("redirect_uri", Chapter.RedirectUri), ("code", waiting))).Body["error"]?.GetValue<string>());
        B2CAssert.Asks(await TypePasswordAsync(elsewhere, SeededTenants.Casey, SeededTenants.Password), 90054);
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(elsewhere, SeededTenants.Casey, NewPassword))["code"]);
    }

    [Fact]
    public async Task A_journey_whose_session_a_reset_elsewhere_has_ended_asks_who_it_is()
    {
        using var elsewhere = _fixture.NewBrowser();
        await SignCustomerInAsync(elsewhere, Address(Susi));
        var form = await OpenAsync(elsewhere, Address(Edit));
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(1));
        using var browser = _fixture.NewBrowser();
        var proved = await ProveMailboxAsync(browser, await OpenAsync(browser, Address(Reset)), SeededTenants.Casey);
        await PressAsync(browser, proved, "action", "continue", ("newPassword", NewPassword));

        var page = await PressAsync(elsewhere, form, "action", "save", ("displayName", "Mallory"));

        Assert.True(page.IsSignInPage(), page.Text);
        await _fixture.Wire.ReadAsync(async db => Assert.Equal("Casey Cole", (await db.Set<User>().SingleAsync(user => user.Id == new Guid(CaseyId), Token)).DisplayName));
    }

    [Theory]
    [InlineData("click")]
    [InlineData("password")]
    [InlineData("social")]
    [InlineData("session")]
    public async Task A_disabled_customer_gets_in_by_no_way(string way)
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, Address(Susi));
        if (way == "session")
        {
            await PressAsync(browser, page, "account", SeededTenants.Robin);
        }

        await _fixture.Wire.ChangeAsync(async db =>
            await db.Set<User>().Where(user => user.Mail == SeededTenants.Robin).ExecuteUpdateAsync(set => set.SetProperty(user => user.Enabled, false), Token));

        var answer = way switch
        {
            "click" => await PressAsync(browser, page, "account", SeededTenants.Robin),
            "password" => await PressAsync(browser, page, "action", "signin", ("email", SeededTenants.Robin), ("password", SeededTenants.Password)),
            "social" => await UseSocialAsync(browser, page, "glimpse", "robin.reyes"),
            _ => await OpenAsync(browser, Address(Susi)),
        };

        Assert.Null(answer.Location);
        Assert.Null(answer.FormPost);
        Assert.True((await OpenAsync(browser, Address(Susi))).IsSignInPage());
    }

    private sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _inner = QuickPasswords.NewHasher();
        private int _verified;

        public int Verified => _verified;

        public string HashPassword(User user, string password) => _inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _verified);
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
