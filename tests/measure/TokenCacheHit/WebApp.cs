using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Measure.TokenCacheHit;

/// <summary>A web app as a chapter sets it up, against a provider in memory. It is never started, so it takes no port.</summary>
internal static class WebApp
{
    public static WebApplication Build(FakeProvider provider)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureAd:Instance"] = $"https://{FakeProvider.Host}/",
            ["AzureAd:TenantId"] = FakeProvider.Tenant,
            ["AzureAd:ClientId"] = FakeProvider.ClientId,
            ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
            ["AzureAd:ClientCredentials:0:ClientSecret"] = FakeProvider.Secret,
        });
        builder.Services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => provider));
        builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
            .AddMicrosoftIdentityWebApp(builder.Configuration)
            .EnableTokenAcquisitionToCallDownstreamApi(["User.Read"])
            .AddInMemoryTokenCaches();
        return builder.Build();
    }
}
