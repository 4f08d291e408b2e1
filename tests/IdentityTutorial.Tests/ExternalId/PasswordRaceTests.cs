using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>Somebody signs in with a password while its owner changes it.</summary>
public sealed class PasswordRaceTests
{
    [Fact]
    public async Task A_password_that_is_changed_while_it_is_checked_signs_nobody_in()
    {
        using var hasher = new HeldHasher();
        await using var sandbox = new SandboxFactory();
        await using var held = sandbox.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher))));
        var network = new TestNetwork();
        network.Register(SandboxFactory.Address, held.Server.CreateHandler);
        using var thief = new TestBrowser(network, SandboxFactory.Address, sandbox.Clock);
        using var owner = new TestBrowser(network, SandboxFactory.Address, sandbox.Clock);
        var reset = await PressAsync(owner, await ForgottenAsync(owner), "action", "send", ("email", Casey));

        var signIn = TypePasswordAsync(thief, Casey, SeededTenants.Password);
        await hasher.Reached.WaitAsync(Patience.Limit, Token);
        var changed = await PressAsync(owner, reset, "action", "reset", ("verificationCode", await ReadCodeAsync(owner, Casey)), ("newPassword", NewPassword));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        hasher.Release();
        var page = await signIn;

        Assert.NotEmpty(AnswerOf(changed)["code"]);
        Assert.Null(page.Location);
        Assert.True(page.IsSignInPage());
    }

    private static async Task<Page> ForgottenAsync(TestBrowser browser)
    {
        var page = await OpenAsync(browser, Address());
        return await OpenAsync(browser, "/reset-password/" + page.Address.Segments[^1]);
    }

    /// <summary>Holds the first check of a password, after the hash has been read.</summary>
    private sealed class HeldHasher : IPasswordHasher<User>, IDisposable
    {
        private readonly PasswordHasher<User> _inner = QuickPasswords.NewHasher();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Reached => _reached.Task;

        public void Release() => _released.Set();

        public string HashPassword(User user, string password) => _inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            _reached.TrySetResult();
            Assert.True(_released.Wait(Patience.Limit));
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        public void Dispose() => _released.Dispose();
    }
}
