namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>One sandbox and one chapter for all tests of a class; each test brings a browser of its own.</summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public sealed class HostileStage<TMarker> : IAsyncDisposable
    where TMarker : class
{
    private readonly IDisposable _published;

    /// <summary>Prepares both; the forger's key is among the published ones before the chapter fetches them.</summary>
    public HostileStage() => _published = Forger.TrustedBy(Stage.Backchannel);

    /// <summary>The chapter and the sandbox.</summary>
    public SignInStage<TMarker> Stage { get; } = new();

    /// <summary>Signs with a key that the provider publishes, so that a changed claim is the only thing wrong.</summary>
    public IdTokenForger Forger { get; } = new();

    /// <summary>Signs with a key that nobody publishes.</summary>
    public IdTokenForger Stranger { get; } = new();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _published.Dispose();
        Forger.Dispose();
        Stranger.Dispose();
        await Stage.DisposeAsync();
    }
}
