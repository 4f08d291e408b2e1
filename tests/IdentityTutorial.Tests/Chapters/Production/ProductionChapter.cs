using System.Net;
using DeployToAppService.Controllers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>
/// Chapter 3-1 in this process, as a host in production sets it up, with the sandbox for a provider. Nobody signs in to
/// it: its registration trusts a managed identity, which a real process has.
/// </summary>
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
            Settings = new((settings ?? []).Concat(Settings).DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)),
            ChangeServices = services => services.AddSingleton<IStartupFilter>(new ConnectedFrom(IPAddress.Parse(client))),
        };

    /// <summary>The settings that every chapter made here has, unless a test says otherwise.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
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
