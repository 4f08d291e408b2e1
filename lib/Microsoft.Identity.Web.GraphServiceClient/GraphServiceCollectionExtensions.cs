using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Adds the Graph SDK's client.</summary>
public static class GraphServiceCollectionExtensions
{
    /// <summary>Adds a client of Microsoft Graph with the default options, and token acquisition if it is not there.</summary>
    /// <param name="services">The app's services.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddMicrosoftGraph(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        if (services.All(service => service.ServiceType != typeof(ITokenAcquisition)))
        {
            services.AddTokenAcquisition();
        }

        return services.AddMicrosoftGraph(_ => { });
    }

    /// <summary>Adds a client of Microsoft Graph with the options of a section.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configurationSection">The section that <see cref="GraphServiceClientOptions"/> are bound from.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddMicrosoftGraph(this IServiceCollection services, IConfiguration configurationSection) =>
        services.AddMicrosoftGraph(configurationSection.Bind);

    /// <summary>Adds a client of Microsoft Graph with options made by code.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configureMicrosoftGraphOptions">Sets the options.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddMicrosoftGraph(
        this IServiceCollection services, Action<GraphServiceClientOptions> configureMicrosoftGraphOptions)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.Configure(configureMicrosoftGraphOptions);

        // The client lives as long as what it gets tokens from.
        var lifetime = services.LastOrDefault(service => service.ServiceType == typeof(ITokenAcquisition))?.Lifetime ?? ServiceLifetime.Scoped;
        services.Replace(new(typeof(GraphServiceClient), CreateClient, lifetime));
        return services;
    }

    // The factory's client has the SDK's own handlers: retries, redirects, compression.
    private static GraphServiceClient CreateClient(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<GraphServiceClientOptions>>().Value;
        var authentication = new GraphAuthenticationProvider(services.GetRequiredService<IAuthorizationHeaderProvider>(), options);
        return new(GraphClientFactory.Create(), authentication, options.BaseUrl);
    }
}
