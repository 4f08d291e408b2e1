using DeployToAppService.Controllers;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>
/// The sandbox and instances of chapter 3-1 in production, each with its own settings, for all tests of a class. They start with the
/// first request to them. A test says whose address its connection comes from in the header <c>Test-Connection</c>.
/// </summary>
public sealed class ProductionStage : IAsyncDisposable
{
    private readonly SandboxFactory _sandbox = new();
    private readonly Dictionary<string, ChapterFactory<InstanceController>> _chapters = [];

    /// <summary>Connects the sandbox.</summary>
    public ProductionStage() => Network.Register(SandboxFactory.Address, () => _sandbox.Server.CreateHandler());

    /// <summary>What the chapters can reach: the sandbox.</summary>
    public TestNetwork Network { get; } = new();

    /// <summary>The chapter with these settings, the same one for the same settings.</summary>
    public ChapterFactory<InstanceController> Chapter(params IReadOnlyList<(string Key, string Value)> settings)
    {
        var name = string.Join('\n', settings);
        if (!_chapters.TryGetValue(name, out var chapter))
        {
            chapter = ProductionChapter.Create(Network, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
            _chapters[name] = chapter;
        }

        chapter.Log.BeginTest();
        chapter.Backchannel.BeginTest();
        return chapter;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var chapter in _chapters.Values)
        {
            await chapter.DisposeAsync();
        }

        await _sandbox.DisposeAsync();
    }
}
