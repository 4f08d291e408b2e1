namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>One app for all tests of a class that change neither its settings nor the provider's answers.</summary>
public abstract class SharedSignInApp : IAsyncLifetime
{
    /// <summary>The app.</summary>
    internal SignInApp App { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => App = await StartAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<SignInApp> StartAsync();
}

/// <summary>An app that signs in at Contoso.</summary>
public sealed class ContosoApp : SharedSignInApp
{
    private protected override Task<SignInApp> StartAsync() => SignInApp.StartAsync();
}

/// <summary>An app that signs in at the policies of a B2C tenant.</summary>
public sealed class B2CApp : SharedSignInApp
{
    private protected override Task<SignInApp> StartAsync()
    {
        var provider = new StubProvider();
        return SignInApp.StartAsync(provider, SignInApp.B2C(provider));
    }
}
