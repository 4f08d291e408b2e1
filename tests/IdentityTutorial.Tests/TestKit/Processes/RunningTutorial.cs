namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>
/// The sandbox and chapters as real processes. A chapter is reached under its registered address whatever its port is:
/// by <see cref="Network"/> for a <see cref="TestBrowser"/>, by <see cref="HostRules"/> for Chromium.
/// </summary>
public sealed class RunningTutorial : IAsyncDisposable
{
    private readonly string _database;
    private readonly List<HttpMessageHandler> _handlers = [];
    private readonly List<(ChapterLaunch Launch, ProcessApp App)> _chapters;

    private RunningTutorial(DevelopmentCertificate certificate, string database, IEnumerable<ChapterLaunch> chapters)
    {
        (Certificate, _database) = (certificate, database);
        Sandbox = StartSandbox();
        _chapters = [.. chapters.Select(launch => (launch, StartChapter(launch)))];
    }

    /// <summary>The certificate all of them serve with.</summary>
    public DevelopmentCertificate Certificate { get; }

    /// <summary>The sandbox.</summary>
    public ProcessApp Sandbox { get; private set; }

    /// <summary>The first chapter.</summary>
    public ProcessApp Chapter => _chapters[0].App;

    /// <summary>The hosts, for a <see cref="TestBrowser"/>.</summary>
    public TestNetwork Network { get; } = new();

    /// <summary>Chromium's <c>--host-resolver-rules</c> that lead each chapter's address to its port.</summary>
    public string HostRules => string.Join(',', _chapters.Select(chapter => $"MAP {chapter.App.Address.Authority} localhost:{chapter.App.Port}"));

    /// <summary>Starts all of them and waits until they answer.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="chapters">The chapters.</param>
    public static async Task<RunningTutorial> StartAsync(CancellationToken cancellationToken, params IReadOnlyList<ChapterLaunch> chapters)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("identity-tutorial-").FullName;
        var database = await SeededDatabase.WriteAsync(folder);
        var tutorial = new RunningTutorial(certificate, database, chapters);
        try
        {
            await tutorial.ConnectAsync(cancellationToken);
            return tutorial;
        }
        catch
        {
            await tutorial.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser without JavaScript, at home on the first chapter.</summary>
    public TestBrowser NewBrowser() => new(Network, Chapter.Address);

    /// <summary>Ends the sandbox, killed or asked to, and starts it again at the same address with the same database.</summary>
    public async Task RestartSandboxAsync(bool kill, CancellationToken cancellationToken)
    {
        await (kill ? Sandbox.KillAsync() : Sandbox.StopAsync());
        await Sandbox.DisposeAsync();
        Sandbox = StartSandbox(Sandbox.Address);
        await ConnectAsync(cancellationToken);
    }

    /// <summary>Ends a chapter, killed or asked to, and starts it again at the same address and port.</summary>
    /// <param name="kill">Whether it is killed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="chapter">The chapter; the first one when <see langword="null"/>.</param>
    public async Task RestartChapterAsync(
        bool kill, CancellationToken cancellationToken, ChapterLaunch? chapter = null)
    {
        var index = chapter is null ? 0 : _chapters.FindIndex(each => each.Launch == chapter);
        var (launch, app) = _chapters[index];
        await (kill ? app.KillAsync() : app.StopAsync());
        await app.DisposeAsync();

        // The same port, because Chromium keeps the host rules that it was started with.
        _chapters[index] = (launch, StartChapter(launch, app.Port));
        await ConnectAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _handlers.ForEach(handler => handler.Dispose());
        foreach (var (_, app) in _chapters)
        {
            await app.DisposeAsync();
        }

        await Sandbox.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_database)!, recursive: true);
    }

    private ProcessApp StartSandbox(Uri? address = null) =>
        ProcessApp.Start(RepositoryPaths.Sandbox, Certificate, address?.Port, arguments: ["--no-chapters", $"--Sandbox:Database={_database}"]);

    private ProcessApp StartChapter(ChapterLaunch launch, int? port = null) => ProcessApp.Start(
        launch.Folder, Certificate, port, address: launch.Address,
        environment: launch.Environment(Sandbox.Address.GetLeftPart(UriPartial.Authority)));

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await Sandbox.WaitUntilAnsweringAsync(Certificate, cancellationToken, "/sandbox/api/ready");
        Register(Sandbox);
        foreach (var (_, app) in _chapters)
        {
            await app.WaitUntilAnsweringAsync(Certificate, cancellationToken);
            Register(app);
        }
    }

    private void Register(ProcessApp app)
    {
        var handler = Certificate.CreateHandler(app.Port);
        _handlers.Add(handler);
        Network.Register(app.Address, () => handler);
    }
}
