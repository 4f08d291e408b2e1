using Microsoft.Extensions.DependencyInjection.Extensions;
using Sandbox.Graph.Access;
using Sandbox.Graph.Batch;
using Sandbox.Graph.Directory;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Mail;
using Sandbox.Graph.OData;
using Sandbox.Graph.Photos;
using Sandbox.Protocol;

namespace Sandbox.Graph;

/// <summary>The Microsoft Graph part of the sandbox.</summary>
public static class GraphSetup
{
    private static readonly string[] _segments = ["me", "users", "groups", "organization", "applications", "servicePrincipals", "oauth2PermissionGrants"];

    /// <summary>Registers what the endpoints need. Tokens are checked by what <see cref="ProtocolSetup.AddProtocol"/> registers.</summary>
    public static IServiceCollection AddGraph(this IServiceCollection services)
    {
        services.TryAddSingleton<IGraphFault, NoGraphFault>();
        services.AddSingleton<GraphAuthentication>();
        services.AddSingleton<GraphPipeline>();
        services.AddSingleton<SkipTokens>();
        services.AddSingleton<CollectionAnswer>();
        services.AddSingleton<UserEndpoints>();
        services.AddSingleton<MembershipEndpoints>();
        services.AddSingleton<GroupEndpoints>();
        services.AddSingleton<OrganizationEndpoints>();
        services.AddSingleton<ApplicationEndpoints>();
        services.AddSingleton<PhotoEndpoints>();
        services.AddSingleton<MailEndpoints>();
        return services;
    }

    /// <summary>Maps <c>/v1.0</c>.</summary>
    public static void MapGraph(this IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.ServiceProvider.GetRequiredService<GraphPipeline>();

        // The requests of a batch have routes of their own, so that none of them leads out of Graph or to a batch.
        var inner = endpoints.CreateApplicationBuilder().UseRouting().UseEndpoints(within => MapResources(within, pipeline)).Build();
        var outer = endpoints.MapGroup(ProtocolRole.BackChannel).RequireCors(SpaCors.Policy);
        new BatchEndpoint(new BatchDispatcher(inner)).Map(new GraphRoutes(outer, pipeline));
        MapResources(outer, pipeline);
    }

    private static void MapResources(IEndpointRouteBuilder endpoints, GraphPipeline pipeline)
    {
        var services = endpoints.ServiceProvider;
        var routes = new GraphRoutes(endpoints, pipeline);
        services.GetRequiredService<UserEndpoints>().Map(routes);
        services.GetRequiredService<MembershipEndpoints>().Map(routes);
        services.GetRequiredService<GroupEndpoints>().Map(routes);
        services.GetRequiredService<OrganizationEndpoints>().Map(routes);
        services.GetRequiredService<ApplicationEndpoints>().Map(routes);
        services.GetRequiredService<PhotoEndpoints>().Map(routes);
        services.GetRequiredService<MailEndpoints>().Map(routes);
        routes.Otherwise(NoSuchResource);
    }

    private static Task NoSuchResource(GraphCall call)
    {
        var path = (call.Route("path") ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var unknown = path.Length > 1 && _segments.Contains(path[0], StringComparer.OrdinalIgnoreCase) ? path[^1] : path.FirstOrDefault("");
        throw GraphErrors.NoSuchSegment(unknown);
    }
}
