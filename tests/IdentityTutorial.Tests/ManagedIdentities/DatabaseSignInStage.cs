using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Processes;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>A sandbox in this process that takes database sign-ins on a port of this machine.</summary>
public sealed class DatabaseSignInStage : IAsyncDisposable
{
    public DatabaseSignInStage()
        : this(settings: [])
    {
    }

    internal DatabaseSignInStage(params IEnumerable<(string Key, string Value)> settings)
    {
        var all = settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        all["Sandbox:DatabaseSignInPort"] = $"{Port}";
        Fixture = new(new SandboxFactory { Settings = all });
    }

    public EntraIdFixture Fixture { get; }

    public int Port { get; } = Loopback.FreePort();

    /// <summary>What the sandbox logged about sign-ins.</summary>
    public IEnumerable<LogLine> Log => Fixture.Sandbox.Log.Lines.Where(line => line.Category.StartsWith("Sandbox.DatabaseSignIn", StringComparison.Ordinal));

    /// <summary>A token of a managed identity, the chapter's unless another client id is given.</summary>
    public async Task<string> TokenAsync(string resource = DatabaseResource, string clientId = ChapterClient) =>
        (await AskAsync(Fixture, $"resource={resource}&client_id={clientId}"))["access_token"];

    public Task<LdapPeer> ConnectAsync() => LdapPeer.ConnectAsync(Port);

    /// <summary>Signs in with a connection of its own.</summary>
    public async Task<LdapAnswer> SignInAsync(string role, string password)
    {
        using var peer = await ConnectAsync();
        return await peer.SignInAsync(role, password);
    }

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();
}
