namespace Sandbox.Protocol;

/// <summary>Marks an endpoint that apps and client libraries talk to, and says what it is for. Pages for people have none.</summary>
/// <param name="Role">What it is for.</param>
internal sealed record ProtocolEndpoint(ProtocolRole Role)
{
    /// <summary>The mark of the endpoint that a request was routed to; <see langword="null"/> when it has none.</summary>
    public static ProtocolEndpoint? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ProtocolEndpoint>();
}

/// <summary>Maps endpoints of a protocol.</summary>
internal static class ProtocolGroups
{
    /// <summary>Marks all endpoints of a group.</summary>
    public static RouteGroupBuilder MapGroup(this IEndpointRouteBuilder endpoints, ProtocolRole role) =>
        endpoints.MapGroup("").WithMetadata(new ProtocolEndpoint(role));
}

/// <summary>What a protocol endpoint is for.</summary>
internal enum ProtocolRole
{
    /// <summary>The metadata document, or the signing keys.</summary>
    Metadata,

    /// <summary>Where a browser is sent to begin or to end a sign-in.</summary>
    FrontChannel,

    /// <summary>The token endpoint.</summary>
    Token,

    /// <summary>Anything else that a client calls: device codes, user info, managed identities, Graph.</summary>
    BackChannel,
}
