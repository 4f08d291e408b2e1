using Microsoft.Extensions.DependencyInjection.Extensions;
using Sandbox.Graph.Access;
using Sandbox.Graph.Batch;
using Sandbox.Graph.Delta;
using Sandbox.Graph.Directory;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Mail;
using Sandbox.Graph.OData;
using Sandbox.Graph.Photos;
using Sandbox.Graph.Writing;
using Sandbox.Protocol;

namespace Sandbox.Graph;

/// <summary>The Microsoft Graph part of the sandbox.</summary>
public static class GraphSetup
{
    private static readonly string[] _segments =
    [
        "me", "users", "groups", "organization", "domains", "applications", "servicePrincipals", "oauth2PermissionGrants",
        "directoryObjects", "directory", "invitations",
    ];

    /// <summary>Registers what the endpoints need. Tokens are checked by what <see cref="ProtocolSetup.AddProtocol"/> registers.</summary>
    public static IServiceCollection AddGraph(this IServiceCollection services)
    {
        services.TryAddSingleton<IGraphFault, NoGraphFault>();
        services.AddSingleton<GraphAuthentication>();
        services.AddSingleton<GraphPipeline>();
        services.AddSingleton<GraphOfPages>();
        services.AddSingleton<SkipTokens>();
        services.AddSingleton<CollectionAnswer>();
        services.AddSingleton<DirectoryWriter>();
        services.AddSingleton<UserEndpoints>();
        services.AddSingleton<UserWriteEndpoints>();
        services.AddSingleton<OwnPasswordEndpoint>();
        services.AddSingleton<InvitationEndpoints>();
        services.AddSingleton<ManagerEndpoints>();
        services.AddSingleton<GroupWriteEndpoints>();
        services.AddSingleton<OwnerEndpoints>();
        services.AddSingleton<MembershipEndpoints>();
        services.AddSingleton<GroupEndpoints>();
        services.AddSingleton<OrganizationEndpoints>();
        services.AddSingleton<ApplicationEndpoints>();
        services.AddSingleton<ApplicationWriteEndpoints>();
        services.AddSingleton<CredentialEndpoints>();
        services.AddSingleton<FederatedCredentialEndpoints>();
        services.AddSingleton<ServicePrincipalEndpoints>();
        services.AddSingleton<AppRoleAssignmentEndpoints>();
        services.AddSingleton<ConsentWriteEndpoints>();
        services.AddSingleton<DeletedItemEndpoints>();
        services.AddSingleton<DomainEndpoints>();
        services.AddSingleton<DirectoryObjectEndpoints>();
        services.AddSingleton<DeltaTokens>();
        services.AddSingleton<DeltaEndpoints>();
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
        endpoints.ServiceProvider.GetRequiredService<GraphOfPages>().Use(inner);
        var outer = endpoints.MapGroup(ProtocolRole.Graph).RequireCors(SpaCors.Policy);
        new BatchEndpoint(new BatchDispatcher(inner)).Map(new GraphRoutes(outer, pipeline));
        MapResources(outer, pipeline);
        MapBeta(outer, pipeline, inner);
    }

    /// <summary>Answers below <c>/beta</c> by the same routes.</summary>
    private static void MapBeta(IEndpointRouteBuilder outer, GraphPipeline pipeline, RequestDelegate inner)
    {
        var batch = new BatchEndpoint(new BatchDispatcher(inner));
        outer.Map(GraphRoutes.Beta + BatchEndpoint.Path, context =>
        {
            context.Features.Set(new BetaRequest());
            return pipeline.InvokeAsync(context, batch.Find);
        });
        outer.Map(GraphRoutes.Beta + "/{**path}", async context =>
        {
            var (path, endpoint, values) = (context.Request.Path, context.GetEndpoint(), context.Request.RouteValues);
            context.Features.Set(new BetaRequest());

            // Both parts are decoded. As texts, they would be decoded once more.
            context.Request.Path = path.StartsWithSegments(GraphRoutes.Beta, out var rest)
                ? new PathString(GraphRoutes.Prefix).Add(rest)
                : path;
            context.Request.RouteValues = [];
            context.SetEndpoint(null);
            try
            {
                await inner(context);
            }
            finally
            {
                // Whoever looks at the request afterwards, such as the wire recorder, sees what the client sent.
                context.Request.Path = path;
                context.Request.RouteValues = values;
                context.SetEndpoint(endpoint);
            }
        });
    }

    private static void MapResources(IEndpointRouteBuilder endpoints, GraphPipeline pipeline)
    {
        var services = endpoints.ServiceProvider;
        var routes = new GraphRoutes(endpoints, pipeline);
        services.GetRequiredService<UserEndpoints>().Map(routes);
        services.GetRequiredService<UserWriteEndpoints>().Map(routes);
        services.GetRequiredService<OwnPasswordEndpoint>().Map(routes);
        services.GetRequiredService<InvitationEndpoints>().Map(routes);
        services.GetRequiredService<ManagerEndpoints>().Map(routes);
        services.GetRequiredService<GroupWriteEndpoints>().Map(routes);
        services.GetRequiredService<OwnerEndpoints>().Map(routes);
        services.GetRequiredService<MembershipEndpoints>().Map(routes);
        services.GetRequiredService<GroupEndpoints>().Map(routes);
        services.GetRequiredService<OrganizationEndpoints>().Map(routes);
        services.GetRequiredService<ApplicationEndpoints>().Map(routes);
        services.GetRequiredService<ApplicationWriteEndpoints>().Map(routes);
        services.GetRequiredService<CredentialEndpoints>().Map(routes);
        services.GetRequiredService<FederatedCredentialEndpoints>().Map(routes);
        services.GetRequiredService<ServicePrincipalEndpoints>().Map(routes);
        services.GetRequiredService<AppRoleAssignmentEndpoints>().Map(routes);
        services.GetRequiredService<ConsentWriteEndpoints>().Map(routes);
        services.GetRequiredService<DeletedItemEndpoints>().Map(routes);
        services.GetRequiredService<DomainEndpoints>().Map(routes);
        services.GetRequiredService<DirectoryObjectEndpoints>().Map(routes);
        services.GetRequiredService<DeltaEndpoints>().Map(routes);
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
