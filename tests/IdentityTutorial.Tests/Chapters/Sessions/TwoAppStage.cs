using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.Chapters.Sessions;

/// <summary>The sandbox with two apps: the chapter, and the chapter once more as the seed's second web application.</summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public sealed class TwoAppStage<TMarker> : IAsyncDisposable
    where TMarker : class
{
    /// <summary>Prepares all three.</summary>
    public TwoAppStage()
    {
        Stage = new(services: LiveByTheClock);
        Second = new(Stage.Network)
        {
            Address = ChapterCast.Of<TMarker>().SecondAddress,
            Clock = Stage.Clock,
            Settings = ChapterCast.Of<TMarker>().SettingsWith(
                new() { ["AzureAd:ClientId"] = ChapterCast.Of<TMarker>().SecondClientId }),
            ChangeServices = services =>
            {
                LiveByTheClock(services);
                services.PostConfigureAll<CookieAuthenticationOptions>(options => options.Cookie.Name = "__Host-Second");
            },
        };
        Stage.Network.Register(Second.Address, () => Second.Server.CreateHandler());
    }

    /// <summary>The sandbox and the first app.</summary>
    public SignInStage<TMarker> Stage { get; }

    /// <summary>The second app.</summary>
    public ChapterFactory<TMarker> Second { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await Stage.DisposeAsync();
    }

    // The library reads the machine's clock, so a token made after the test's clock was moved would come from the future.
    private void LiveByTheClock(IServiceCollection services) => services.PostConfigureAll<OpenIdConnectOptions>(options =>
    {
        options.TokenValidationParameters.LifetimeValidator = (from, to, _, parameters) =>
            from - parameters.ClockSkew <= Stage.Clock.GetUtcNow() && Stage.Clock.GetUtcNow() < to + parameters.ClockSkew;
        options.ProtocolValidator.RequireTimeStampInNonce = false;
    });
}
