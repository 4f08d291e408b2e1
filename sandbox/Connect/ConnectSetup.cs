using Sandbox.Hosting;
using Sandbox.Persistence;
using Sandbox.Protocol;

namespace Sandbox.Connect;

/// <summary>The page that connects apps, <c>/sandbox/connect</c>.</summary>
public static class ConnectSetup
{
    /// <summary>Registers the services of the pages.</summary>
    public static IServiceCollection AddConnect(this IServiceCollection services)
    {
        services.AddSingleton<AppRegistrar>();
        services.AddSingleton<AppChanges>();
        services.AddForgottenByReset<NewSecrets>();
        services.AddForgottenByReset<TryRuns>();
        services.AddSingleton<TryClient>();
        services.AddSingleton<TryRunner>();
        services.AddSingleton<TryCleaner>();
        services.AddHostedService(all => all.GetRequiredService<TryCleaner>());
        services.AddSingleton<ConnectPageEndpoint>();
        services.AddSingleton<TryEndpoints>();
        return services;
    }

    /// <summary>Maps the pages. Their forms are accepted from the sandbox's own pages only.</summary>
    public static void MapConnect(this IEndpointRouteBuilder endpoints)
    {
        var forms = endpoints.MapGroup("").AddEndpointFilter<PageFilter>().AddEndpointFilter<OwnFormFilter>();
        ConnectPageEndpoint.Map(forms);
        TryEndpoints.Map(forms);
    }
}
