using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Identity.Web;

/// <summary>Adds the consent handler. The name is the official package's; the handler works without Blazor.</summary>
public static class MicrosoftIdentityBlazorServiceCollectionExtensions
{
    /// <summary>Adds <see cref="MicrosoftIdentityConsentAndConditionalAccessHandler"/>.</summary>
    /// <param name="services">The app's services.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddMicrosoftIdentityConsentHandler(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.TryAddScoped<MicrosoftIdentityConsentAndConditionalAccessHandler>();
        return services;
    }
}
