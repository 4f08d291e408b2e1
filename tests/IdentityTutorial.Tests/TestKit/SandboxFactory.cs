using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sandbox.Persistence;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>The sandbox in this process: no port, no chapters started, its database in memory unless a file is given.</summary>
public sealed class SandboxFactory : WebApplicationFactory<Sandbox.SandboxMarker>
{
    /// <summary>The address under which the sandbox answers.</summary>
    public static readonly Uri Address = new("https://localhost:7443");

    private const string RestClaimsClient = "b2c-rest-claims";
    private const string OwnClient = "own";

    /// <summary>Prepares the sandbox; it starts with the first request or with <see cref="WebApplicationFactory{TEntryPoint}.Server"/>.</summary>
    public SandboxFactory() => ClientOptions.BaseAddress = Address;

    /// <summary>The sandbox's clock.</summary>
    public TestClock Clock { get; init; } = new();

    /// <summary>The SQLite file, so that a second factory can carry on where a first one ended.</summary>
    public string Database { get; init; } = ":memory:";

    /// <summary>Settings that win over the sandbox's own.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Answers the calls of custom policies in place of the sandbox's own loyalty programme.</summary>
    public HttpMessageHandler? RestApi { get; init; }

    /// <summary>Watch the statements that reach the sandbox's database.</summary>
    internal IReadOnlyList<IInterceptor> Interceptors { get; init; } = [];

    /// <summary>See every request before the sandbox does.</summary>
    internal IReadOnlyList<IStartupFilter> StartupFilters { get; init; } = [];

    /// <summary>What the sandbox logged.</summary>
    public CapturedLog Log { get; init; } = new();

    /// <summary>A client that follows no redirect and keeps no cookie; for the protocol on the wire.</summary>
    public HttpClient CreateWireClient() => CreateClient(new() { BaseAddress = Address, AllowAutoRedirect = false, HandleCookies = false });

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(RepositoryPaths.Sandbox);
        builder.UseEnvironment("Development");
        builder.UseSetting("Sandbox:Database", Database);
        builder.UseSetting("no-chapters", "true");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.AddCaptured(Log));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = QuickPasswords.Iterations);
            foreach (var filter in StartupFilters)
            {
                services.AddSingleton(filter);
            }

            services.ConfigureDbContext<SandboxDbContext>(options => options.AddInterceptors(Interceptors));

            // The sandbox's calls to itself stay in this process too.
            services.AddHttpClient(RestClaimsClient).ConfigurePrimaryHttpMessageHandler(() => RestApi ?? Server.CreateHandler());
            services.AddHttpClient(OwnClient).ConfigurePrimaryHttpMessageHandler(() => Server.CreateHandler());
        });
    }
}
