namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>The template of this machine's SDK and the one that the repository keeps, for all tests.</summary>
public sealed class MvcTemplateFixture : IAsyncLifetime
{
    /// <summary>What <c>dotnet new mvc</c> creates on this machine.</summary>
    internal MvcTemplate Created { get; private set; } = null!;

    /// <summary>What the pages show.</summary>
    internal MvcTemplate Kept { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Created = await MvcTemplate.CreateAsync(TestContext.Current.CancellationToken);
        Kept = MvcTemplate.ReadKept();
        if (WrittenPage.IsUpdated && !Created.HasFilesOf(Kept))
        {
            Created.Keep();
            Kept = Created;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
