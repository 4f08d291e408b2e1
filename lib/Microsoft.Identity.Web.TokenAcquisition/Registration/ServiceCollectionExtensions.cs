using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Adds the services that acquire tokens.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ITokenAcquisition"/> and <see cref="IAuthorizationHeaderProvider"/>. A token cache has to be added too.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="isTokenAcquisitionSingleton">Whether they live as long as the app, for an app without requests; for the request's time otherwise.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddTokenAcquisition(this IServiceCollection services, bool isTokenAcquisitionSingleton = false)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddHttpClient();
        services.AddHttpContextAccessor();
        services.AddAuthenticationCore();
        services.TryAddSingleton<MsalHttpClients>();
        services.TryAddSingleton<ManagedIdentityAssertion>();
        services.TryAddSingleton<CredentialLoader>();
        services.TryAddSingleton<CredentialStore>();
        services.TryAddSingleton<ApplicationSettings>();
        services.TryAddSingleton<ApplicationFactory>();
        services.TryAddSingleton<KeptApplications>();
        services.TryAddSingleton<SignedInAccounts>();

        // The last call decides how long they live, as in the official package.
        var lifetime = isTokenAcquisitionSingleton ? ServiceLifetime.Singleton : ServiceLifetime.Scoped;
        services.Replace(new(typeof(ITokenAcquisition), typeof(TokenAcquisition), lifetime));
        services.Replace(new(typeof(IAuthorizationHeaderProvider), typeof(DefaultAuthorizationHeaderProvider), lifetime));
        return services;
    }
}
