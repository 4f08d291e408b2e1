using System.Net;
using DeployToAppService.Controllers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>Chapter 3-1 in this process, as a host in production sets it up, with the sandbox for a provider. Nobody signs in: that needs a managed identity, and so a real process.</summary>
internal static class ProductionChapter
{
    /// <summary>Makes it.</summary>
    /// <param name="network">What it can reach.</param>
    /// <param name="settings">Settings that win over these.</param>
    /// <param name="environment">The hosting environment.</param>
    /// <param name="client">Whose address the connection comes from.</param>
    public static ChapterFactory<InstanceController> Create(
        TestNetwork network, Dictionary<string, string?>? settings = null, string environment = "Production", string client = "203.0.113.7") => new(network)
        {
            Address = new("https://app.example"),
            Environment = environment,
            Settings = new((settings ?? []).Concat(_settings).DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)),
            ChangeServices = services => services.AddSingleton<IStartupFilter>(new ConnectedFrom(IPAddress.Parse(client))),
        };

    /// <summary>
    /// The chapter with the sandbox, to sign in to. It is registered as the seed's sample with app roles, because that has a client secret where the
    /// chapter's own registration trusts a managed identity.
    /// </summary>
    /// <param name="services">Changes to its services.</param>
    public static SignInStage<InstanceController> SignInStage(Action<IServiceCollection>? services = null) => new(
        new()
        {
            ["AzureAd:ClientId"] = "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a01",
            ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
            ["AzureAd:ClientCredentials:0:ClientSecret"] = "sandbox-only-not-a-secret",
        },
        services: services,
        address: new("https://localhost:7291"));

    private static readonly Dictionary<string, string?> _settings = new()
    {
        ["AzureAd:Instance"] = "",
        ["AzureAd:Authority"] = $"https://localhost:7443/{SeededTenants.Contoso}/v2.0",
        ["AzureAd:ClientId"] = "3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a31",
        ["AzureAd:ClientCredentials:0:SourceType"] = "SignedAssertionFilePath",
    };

    /// <summary>The test server has no connections, so it is told who is connected. A test may say so itself, in a header.</summary>
    private sealed class ConnectedFrom(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = context.Request.Headers["Test-Connection"] is [{ } other] ? IPAddress.Parse(other) : address;
                return following(context);
            });
            next(app);
        };
    }
}
