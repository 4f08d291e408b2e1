using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// A chapter in this process: its own folder as content root, development configuration, no port, and every call it makes
/// itself going through <see cref="Backchannel"/> to the hosts of the test's network.
/// </summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public sealed class ChapterFactory<TMarker> : WebApplicationFactory<TMarker>
    where TMarker : class
{
    private static readonly string _folder = RepositoryPaths.Chapter(typeof(TMarker).Assembly.GetName().Name!);

    /// <summary>Prepares the chapter; it starts with the first request or with <see cref="WebApplicationFactory{TEntryPoint}.Server"/>.</summary>
    /// <param name="network">The hosts the chapter can reach.</param>
    public ChapterFactory(TestNetwork network) => Backchannel = new(network);

    /// <summary>The address under which the chapter answers.</summary>
    public Uri Address { get; init; } = ChapterCast.Of<TMarker>().Address;

    /// <summary>The hosting environment.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>The chapter's clock.</summary>
    public TestClock Clock { get; init; } = new();

    /// <summary>Settings that win over the chapter's files, as command-line arguments do.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Changes to the chapter's services, made last.</summary>
    public Action<IServiceCollection>? ChangeServices { get; init; }

    /// <summary>The calls the chapter makes.</summary>
    public Backchannel Backchannel { get; }

    /// <summary>What the chapter logged.</summary>
    public CapturedLog Log { get; } = new();

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ClientOptions.BaseAddress = Address;
        builder.UseContentRoot(_folder);
        builder.UseEnvironment(Environment);
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.AddCaptured(Log));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            // The sandbox starts inside the chapter's first call, and on a busy machine that takes longer than a person would wait.
            services.ConfigureAll<OpenIdConnectOptions>(options =>
                (options.BackchannelHttpHandler, options.BackchannelTimeout) = (Backchannel.CreateHandler(), TimeSpan.FromMinutes(1)));
            services.PostConfigureAll<OpenIdConnectOptions>(IssuerChecks.Separate);
            services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new PrimaryHandlerFilter(Backchannel));
            ChangeServices?.Invoke(services);
        });
    }

    /// <summary>Runs after every other configuration of a client, so that none of them reaches a real network.</summary>
    private sealed class PrimaryHandlerFilter(Backchannel backchannel) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.PrimaryHandler = backchannel.CreateHandler();
        };
    }
}
