namespace IdentityTutorial.Tests.Scenarios;

/// <summary>
/// What tests of scenarios have in common: a sandbox that the tests of a class share, in which no scenario is on as a
/// test begins.
/// </summary>
/// <param name="shared">The sandbox of the class.</param>
public abstract class ScenarioTests(ScenarioFixture shared) : IClassFixture<ScenarioFixture>, IAsyncLifetime
{
    private ScenarioFixture? _own;

    /// <summary>The sandbox.</summary>
    protected ScenarioFixture Sandbox => _own ?? shared;

    /// <inheritdoc />
    public ValueTask InitializeAsync()
    {
        shared.Wire.Sandbox.Log.BeginTest();
        return shared.EndAllAsync();
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Gives this test a sandbox of its own, because it counts what all tests do, or changes what they see. It comes
    /// first in a test.
    /// </summary>
    protected void UseOwnSandbox() => _own = new ScenarioFixture();
}
