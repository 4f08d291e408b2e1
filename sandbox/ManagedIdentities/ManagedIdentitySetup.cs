using Sandbox.Protocol;

namespace Sandbox.ManagedIdentities;

/// <summary>The App Service managed-identity endpoint.</summary>
public static class ManagedIdentitySetup
{
    /// <summary>Registers what the endpoint needs.</summary>
    public static IServiceCollection AddManagedIdentities(this IServiceCollection services)
    {
        services.AddSingleton<ManagedIdentityDirectory>();
        services.AddSingleton<ManagedIdentityResources>();
        services.AddSingleton<ManagedIdentityTokens>();
        services.AddSingleton<ManagedIdentityEndpoint>();
        return services;
    }

    /// <summary>Maps <c>/msi/token</c>.</summary>
    public static void MapManagedIdentities(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup(ProtocolRole.ManagedIdentity).MapGet("/msi/token", (HttpContext context, ManagedIdentityEndpoint endpoint) => endpoint.AnswerAsync(context));
}
