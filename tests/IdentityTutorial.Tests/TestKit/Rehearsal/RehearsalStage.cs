using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.TestKit.Rehearsal;

/// <summary>
/// Chapter 3-1 as it runs in production, on loopback: instances as processes with the environment that App Service gives them, nginx with TLS
/// in front, PostgreSQL behind, and the sandbox for everything of Entra ID.
/// </summary>
public sealed class RehearsalStage : IAsyncDisposable
{
    /// <summary>What the world sees.</summary>
    public static readonly Uri PublicAddress = new("https://localhost:7130");

    private readonly string _folder = Directory.CreateTempSubdirectory("identity-tutorial-rehearsal-").FullName;
    private readonly List<HttpMessageHandler> _handlers = [];
    private readonly List<ProcessApp> _instances = [];
    private readonly long _before;

    private RehearsalStage(RehearsalSandbox sandbox, TestDatabase database, long before)
    {
        (Sandbox, Database, _before) = (sandbox, database, before);
        KeyCertificate = MakeKeyCertificate(Path.Combine(_folder, "keys.p12"));
    }

    /// <summary>The app's database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The sandbox.</summary>
    public RehearsalSandbox Sandbox { get; }

    /// <summary>The proxy in front of the instances.</summary>
    public Nginx Proxy { get; private set; } = null!;

    /// <summary>The instances, in the order of their start; one that was ended is not among them.</summary>
    public IReadOnlyList<ProcessApp> Instances => _instances;

    /// <summary>The PKCS #12 file that encrypts the keys.</summary>
    public string KeyCertificate { get; }

    /// <summary>The hosts, for a <see cref="TestBrowser"/>.</summary>
    public TestNetwork Network { get; } = new();

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="database">The app's database.</param>
    /// <param name="instances">How many instances; without any, there is no proxy either.</param>
    /// <param name="environment">Variables that win over App Service's.</param>
    public static async Task<RehearsalStage> StartAsync(RehearsalSandbox sandbox, TestDatabase database, int instances = 2, params IReadOnlyList<(string Name, string? Value)> environment)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Nginx.FindOrSkip();
        await sandbox.EnsureStartedAsync();
        var stage = new RehearsalStage(sandbox, database, await sandbox.NewestExchangeAsync());
        try
        {
            stage.Register(sandbox.Address, sandbox.Address.Port);
            var started = Enumerable.Range(0, instances).Select(_ => stage.StartInstance(environment)).ToList();
            await Task.WhenAll(started.Select(stage.WaitUntilReadyAsync));
            if (instances > 0)
            {
                stage.Proxy = await Nginx.StartAsync(stage._folder, sandbox.Certificate, started.Select(instance => instance.Port), cancellationToken);
                stage.Register(PublicAddress, stage.Proxy.Port);
            }

            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A person's browser, at home behind the proxy.</summary>
    public TestBrowser NewBrowser() => new(Network, PublicAddress);

    /// <summary>Starts one more instance, without waiting for it and without a request going to it.</summary>
    /// <param name="environment">Variables that win over App Service's.</param>
    /// <param name="port">Its port, when it takes the place of another one.</param>
    public ProcessApp StartInstance(IEnumerable<(string Name, string? Value)> environment, int? port = null)
    {
        var sandbox = Sandbox.Address.GetLeftPart(UriPartial.Authority);
        var instance = ProcessApp.Start(RepositoryPaths.Chapter("DeployToAppService"), Sandbox.Certificate, port, scheme: "http", environment:
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("WEBSITE_SITE_NAME", "rehearsal"), ("WEBSITE_HOSTNAME", PublicAddress.Authority), ("WEBSITE_INSTANCE_ID", Guid.NewGuid().ToString("N")),
            ("IDENTITY_ENDPOINT", $"{sandbox}/msi/token"), ("IDENTITY_HEADER", "sandbox-only-not-a-secret"), ("AZURE_CLIENT_ID", "3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a32"),
            ("AzureAd__Instance", ""), ("AzureAd__Authority", $"{sandbox}/{SeededTenants.Contoso}/v2.0"), ("AzureAd__ClientId", "3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a31"),
            ("AzureAd__ClientCredentials__0__ManagedIdentityClientId", "3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a32"), ("DownstreamApis__MicrosoftGraph__BaseUrl", $"{sandbox}/v1.0"),
            ("ConnectionStrings__Database", Database.ConnectionString), ("DataProtection__CertificatePath", KeyCertificate),
            ("ForwardedHeaders__KnownNetworks__0", "127.0.0.1/32"), ("ForwardedHeaders__KnownNetworks__1", "::1/128"),
            .. environment,
        ]);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>Waits until an instance answers, ready or not.</summary>
    public Task WaitUntilLiveAsync(ProcessApp instance) =>
        instance.WaitUntilAnsweringAsync(Sandbox.Certificate, TestContext.Current.CancellationToken, "/healthz");

    /// <summary>What an instance answers to a request past the proxy.</summary>
    public static async Task<HttpStatusCode> StatusAsync(ProcessApp instance, string path)
    {
        using var client = new HttpClient { BaseAddress = instance.Address, Timeout = TimeSpan.FromSeconds(20) };
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Waits until an instance can serve people.</summary>
    public async Task WaitUntilReadyAsync(ProcessApp instance)
    {
        await WaitUntilLiveAsync(instance);
        for (var attempt = 0; await StatusAsync(instance, "/readyz") != HttpStatusCode.OK; attempt++)
        {
            Assert.True(attempt < 300, $"The instance on port {instance.Port} is not ready:\n{instance.Output}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends an instance, killed or asked to.</summary>
    public async Task EndAsync(ProcessApp instance, bool kill)
    {
        await (kill ? instance.KillAsync() : instance.StopAsync());
        _instances.Remove(instance);
        await instance.DisposeAsync();
    }

    /// <summary>Replaces an instance by a new one at the same port, and waits until that is ready.</summary>
    public async Task<ProcessApp> RollAsync(ProcessApp instance)
    {
        await EndAsync(instance, kill: false);
        var next = StartInstance([], instance.Port);
        await WaitUntilReadyAsync(next);
        return next;
    }

    /// <summary>How many tokens the instances have asked the sandbox for, by the sandbox's record.</summary>
    public Task<long> TokenRequestsAsync() => Sandbox.TokenRequestsSinceAsync(_before);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _handlers.ForEach(handler => handler.Dispose());
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        await Task.WhenAll(_instances.Select(async instance => await instance.DisposeAsync()));
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Writes a certificate with its key and no password, as App Service lays one into the container.</summary>
    internal static string MakeKeyCertificate(string path)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=data protection of the rehearsal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));
        return path;
    }

    private void Register(Uri address, int port)
    {
        var handler = Sandbox.Certificate.CreateHandler(port);
        _handlers.Add(handler);
        Network.Register(address, () => handler);
    }
}
