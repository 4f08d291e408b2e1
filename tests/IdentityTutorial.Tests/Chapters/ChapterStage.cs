namespace IdentityTutorial.Tests.Chapters;

/// <summary>
/// One sandbox and one chapter for all tests of a class. They start with the first request of a test.
/// </summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public sealed class ChapterStage<TMarker> : IAsyncDisposable
    where TMarker : class
{
    /// <summary>The chapter and the sandbox.</summary>
    public SignInStage<TMarker> Stage { get; } = new();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
