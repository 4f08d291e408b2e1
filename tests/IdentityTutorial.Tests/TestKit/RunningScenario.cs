namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// A fault of the sandbox that is on until it is disposed, so that the next test on the same sandbox does not meet it.
/// </summary>
internal sealed class RunningScenario : IAsyncDisposable
{
    private readonly SandboxFactory _sandbox;
    private readonly string _name;

    private RunningScenario(SandboxFactory sandbox, string name) => (_sandbox, _name) = (sandbox, name);

    /// <summary>Switches a scenario on, or performs it.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="nameAndOptions">The scenario's name, with a query where it takes one.</param>
    public static async Task<IAsyncDisposable> StartAsync(SandboxFactory sandbox, string nameAndOptions)
    {
        using var client = sandbox.CreateWireClient();
        using var answer = await client.PostAsync(
            $"/sandbox/api/scenarios/{nameAndOptions}", content: null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return new RunningScenario(sandbox, nameAndOptions.Split('?')[0]);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var client = _sandbox.CreateWireClient();
        using var answer = await client.DeleteAsync($"/sandbox/api/scenarios/{_name}", CancellationToken.None);
        answer.EnsureSuccessStatusCode();
    }
}
