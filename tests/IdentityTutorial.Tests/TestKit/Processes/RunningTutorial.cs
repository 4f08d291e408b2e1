namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>
/// The sandbox and one chapter as real processes. The chapter is reached under its registered address whatever its port is:
/// by <see cref="Network"/> for a <see cref="TestBrowser"/>, by <see cref="HostRules"/> for Chromium.
/// </summary>
public sealed class RunningTutorial : IAsyncDisposable
{
    private readonly string _database;
    private readonly List<HttpMessageHandler> _handlers = [];

    private RunningTutorial(DevelopmentCertificate certificate, string database, string chapterFolder, Uri chapterAddress)
    {
        (Certificate, _database, ChapterFolder) = (certificate, database, chapterFolder);
        Sandbox = StartSandbox();
        Chapter = StartChapter(chapterAddress);
    }

    /// <summary>The certificate both serve with.</summary>
    public DevelopmentCertificate Certificate { get; }

    /// <summary>The chapter's folder.</summary>
    public string ChapterFolder { get; }

    /// <summary>The sandbox.</summary>
    public ProcessApp Sandbox { get; private set; }

    /// <summary>The chapter.</summary>
    public ProcessApp Chapter { get; private set; }

    /// <summary>The two hosts, for a <see cref="TestBrowser"/>.</summary>
    public TestNetwork Network { get; } = new();

    /// <summary>Chromium's <c>--host-resolver-rules</c> that lead the chapter's address to its port.</summary>
    public string HostRules => $"MAP {Chapter.Address.Authority} localhost:{Chapter.Port}";

    /// <summary>Starts both and waits until both answer.</summary>
    /// <param name="chapterAssembly">The chapter's assembly name.</param>
    /// <param name="chapterAddress">The chapter's registered address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RunningTutorial> StartAsync(string chapterAssembly, Uri chapterAddress, CancellationToken cancellationToken)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        var database = Path.Combine(Directory.CreateTempSubdirectory("identity-tutorial-").FullName, "sandbox.db");
        var tutorial = new RunningTutorial(certificate, database, RepositoryPaths.Chapter(chapterAssembly), chapterAddress);
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

    /// <summary>A browser without JavaScript, at home on the chapter.</summary>
    public TestBrowser NewBrowser() => new(Network, Chapter.Address);

    /// <summary>Ends the sandbox, killed or asked to, and starts it again at the same address with the same database.</summary>
    public async Task RestartSandboxAsync(bool kill, CancellationToken cancellationToken)
    {
        await (kill ? Sandbox.KillAsync() : Sandbox.StopAsync());
        await Sandbox.DisposeAsync();
        Sandbox = StartSandbox(Sandbox.Address);
        await ConnectAsync(cancellationToken);
    }

    /// <summary>Ends the chapter, killed or asked to, and starts it again at the same address.</summary>
    public async Task RestartChapterAsync(bool kill, CancellationToken cancellationToken)
    {
        await (kill ? Chapter.KillAsync() : Chapter.StopAsync());
        await Chapter.DisposeAsync();
        Chapter = StartChapter(Chapter.Address);
        await ConnectAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _handlers.ForEach(handler => handler.Dispose());
        await Chapter.DisposeAsync();
        await Sandbox.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_database)!, recursive: true);
    }

    private ProcessApp StartSandbox(Uri? address = null) =>
        ProcessApp.Start(RepositoryPaths.Sandbox, Certificate, address?.Port, arguments: ["--no-chapters", $"--Sandbox:Database={_database}"]);

    private ProcessApp StartChapter(Uri address) => ProcessApp.Start(
        ChapterFolder, Certificate, port: null, address: address,
        environment: [("AzureAd__Authority", $"{Sandbox.Address.GetLeftPart(UriPartial.Authority)}/{SeededTenants.Contoso}/v2.0")]);

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await Sandbox.WaitUntilAnsweringAsync(Certificate, cancellationToken, "/sandbox/api/ready");
        await Chapter.WaitUntilAnsweringAsync(Certificate, cancellationToken);
        Register(Sandbox);
        Register(Chapter);
    }

    private void Register(ProcessApp app)
    {
        var handler = Certificate.CreateHandler(app.Port);
        _handlers.Add(handler);
        Network.Register(app.Address, () => handler);
    }
}
