using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// The sandbox and one chapter on one network with one clock, and a browser in front: what most tests need.
/// <code>await using var stage = new SignInStage&lt;HomeController&gt;();
/// var page = await stage.Browser.SignInAsync();</code>
/// </summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public sealed class SignInStage<TMarker> : IAsyncDisposable
    where TMarker : class
{
    private readonly List<TestBrowser> _browsers = [];

    /// <summary>Prepares both; each starts with its first request.</summary>
    /// <param name="chapterSettings">
    /// Settings that win over the chapter's files and over those of its <see cref="ChapterCast"/>.
    /// </param>
    /// <param name="sandboxSettings">Settings that win over the sandbox's files.</param>
    /// <param name="database">The sandbox's SQLite file, when it has to outlive a restart.</param>
    /// <param name="services">Changes to the chapter's services.</param>
    /// <param name="environment">The chapter's hosting environment.</param>
    /// <param name="address">The chapter's address, when it is another one than its own.</param>
    public SignInStage(
        Dictionary<string, string?>? chapterSettings = null, Dictionary<string, string?>? sandboxSettings = null,
        string database = ":memory:", Action<IServiceCollection>? services = null,
        string environment = "Development", Uri? address = null)
    {
        Platform = new() { Clock = Clock, Database = database, Settings = sandboxSettings ?? [] };
        Chapter = new(Network)
        {
            Clock = Clock,
            Settings = ChapterCast.Of<TMarker>().SettingsWith(chapterSettings),
            ChangeServices = services,
            Environment = environment,
            Address = address ?? ChapterCast.Of<TMarker>().Address,
        };
        Connect();
        Browser = NewBrowser();
    }

    /// <summary>The clock both applications and the browsers live by.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>The network with nothing but the two on it.</summary>
    public TestNetwork Network { get; } = new();

    /// <summary>The sandbox.</summary>
    public SandboxFactory Platform { get; private set; }

    /// <summary>The chapter.</summary>
    public ChapterFactory<TMarker> Chapter { get; private set; }

    /// <summary>The calls the chapter makes.</summary>
    public Backchannel Backchannel => Chapter.Backchannel;

    /// <summary>The first person's browser, at home on the chapter.</summary>
    public TestBrowser Browser { get; }

    /// <summary>Another person's browser; it ends with the stage.</summary>
    public TestBrowser NewBrowser()
    {
        var browser = new TestBrowser(Network, Chapter.Address, Clock) { Account = ChapterCast.Of<TMarker>().Account };
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>
    /// Begins the next test on a stage that the tests of a class share: its report shows what the applications log and
    /// call from now on.
    /// </summary>
    /// <returns>A browser for this test alone.</returns>
    public TestBrowser BeginTest()
    {
        Backchannel.BeginTest();
        Chapter.Log.BeginTest();
        Platform.Log.BeginTest();
        return NewBrowser();
    }

    /// <summary>Ends the chapter and starts it again.</summary>
    /// <param name="chapterSettings">
    /// Settings as in the constructor; the same as before when <see langword="null"/>.
    /// </param>
    public async Task RestartChapterAsync(Dictionary<string, string?>? chapterSettings = null)
    {
        var old = Chapter;
        await old.DisposeAsync();
        Chapter = new(Network)
        {
            Clock = Clock,
            Settings = chapterSettings is null ? old.Settings : ChapterCast.Of<TMarker>().SettingsWith(chapterSettings),
            ChangeServices = old.ChangeServices,
            Address = old.Address,
            Environment = old.Environment,
        };
        Connect();
    }

    /// <summary>Ends the sandbox and starts it again; what it must remember has to be in a database file.</summary>
    public async Task RestartSandboxAsync()
    {
        var old = Platform;
        await old.DisposeAsync();
        Platform = new() { Clock = Clock, Database = old.Database, Settings = old.Settings };
        Connect();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(browser => browser.Dispose());
        await Chapter.DisposeAsync();
        await Platform.DisposeAsync();
    }

    private void Connect()
    {
        Network.Register(SandboxFactory.Address, () => Platform.Server.CreateHandler());
        Network.Register(Chapter.Address, () => Chapter.Server.CreateHandler());
    }
}
