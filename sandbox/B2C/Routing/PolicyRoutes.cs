using Sandbox.B2C.Policies;

namespace Sandbox.B2C.Routing;

/// <summary>Maps an endpoint of every policy, in the three shapes of its address.</summary>
internal static class PolicyRoutes
{
    private static readonly (AddressShape Shape, string Prefix)[] _shapes =
    [
        (AddressShape.Path, "/{tenant}/{policy}/"), (AddressShape.Tfp, "/tfp/{tenant}/{policy}/"), (AddressShape.Query, "/{tenant}/"),
    ];

    /// <param name="endpoints">Where to map.</param>
    /// <param name="path">What follows the policy: <c>oauth2/v2.0/token</c>.</param>
    /// <param name="methods">The HTTP methods.</param>
    /// <param name="handler">What the endpoint does.</param>
    /// <typeparam name="TEndpoint">The endpoint, a service.</typeparam>
    public static void MapPolicy<TEndpoint>(
        this IEndpointRouteBuilder endpoints, string path, IEnumerable<string> methods, Func<TEndpoint, HttpContext, Task<IResult>> handler)
        where TEndpoint : notnull
    {
        foreach (var (shape, prefix) in _shapes)
        {
            var endpoint = endpoints.MapMethods(prefix + path, methods, (IServiceProvider services, HttpContext context) => handler(services.GetRequiredService<TEndpoint>(), context))
                .WithMetadata(new PolicyAddress.ShapeMetadata(shape));
            if (shape == AddressShape.Query)
            {
                endpoint.WithMetadata(new B2CTenantsOnly());
            }
        }
    }
}

/// <summary>Marks an endpoint whose address Entra ID's endpoints have as well: it answers for B2C tenants, and they do for all others.</summary>
internal sealed class B2CTenantsOnly;
