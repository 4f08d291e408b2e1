using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>A sandbox with an app that has redirect URIs of each type, and a client secret.</summary>
public sealed class AppOfEachType : IAsyncLifetime
{
    public const string Web = "https://localhost:7111/signin-oidc";
    public const string Spa = "http://localhost:7320/";
    public const string NativeLoopback = "http://localhost";
    public const string NativePage = "https://login.microsoftonline.com/common/oauth2/nativeclient";
    public const string NativeScheme = $"msal{SeededTenants.SignInChapter}://auth";

    /// <summary>A web app in development, whose address without its port is that of a native app.</summary>
    public const string WebOnLoopback = "http://localhost:7321/signed-in";

    /// <summary>The address of the native app.</summary>
    public const string NativeOnLoopback = "http://localhost/signed-in";

    public EntraIdFixture Sandbox { get; } = new();

    /// <summary>The app, at one of its redirect URIs.</summary>
    public static SeededApp At(string redirectUri) => SeededApp.SignIn with { RedirectUri = redirectUri };

    /// <summary>Changes the registration of the app.</summary>
    public static Task ChangeAsync(EntraIdFixture sandbox, Action<Application> change) => sandbox.ChangeAsync(db =>
    {
        change(db.Set<Application>().Single(app => app.ClientId == Guid.Parse(SeededTenants.SignInChapter)));
        return Task.CompletedTask;
    });

    /// <summary>Gives the app its redirect URIs.</summary>
    public static Task RegisterAsync(EntraIdFixture sandbox) => ChangeAsync(sandbox, app =>
    {
        app.RedirectUris = [Web, WebOnLoopback];
        app.SpaRedirectUris = [Spa];
        app.PublicClientRedirectUris = [NativeLoopback, NativePage, NativeScheme, NativeOnLoopback];
    });

    public async ValueTask InitializeAsync() => await RegisterAsync(Sandbox);

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
