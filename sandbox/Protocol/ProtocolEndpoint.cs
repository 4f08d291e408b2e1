namespace Sandbox.Protocol;

/// <summary>Marks an endpoint that apps and client libraries talk to, and says what it is for. Pages for users have none.</summary>
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
    /// <summary>The metadata document (OpenID Connect Discovery, section 4).</summary>
    Metadata,

    /// <summary>The signing keys (RFC 7517, section 5).</summary>
    Keys,

    /// <summary>The list of authorities that client libraries know.</summary>
    InstanceDiscovery,

    /// <summary>The authorization endpoint (RFC 6749, section 3.1).</summary>
    Authorize,

    /// <summary>The endpoint where an administrator consents for all users.</summary>
    AdminConsent,

    /// <summary>The endpoint to which the address in an invitation leads.</summary>
    Invitation,

    /// <summary>The endpoint where a browser ends its session (OpenID Connect RP-Initiated Logout, section 2).</summary>
    Logout,

    /// <summary>The token endpoint (RFC 6749, section 3.2).</summary>
    Token,

    /// <summary>The device authorization endpoint (RFC 8628, section 3.1).</summary>
    DeviceCode,

    /// <summary>The claims of a user (OpenID Connect Core, section 5.3).</summary>
    UserInfo,

    /// <summary>The endpoint that returns the kind of account of a user name.</summary>
    UserRealm,

    /// <summary>The tokens of managed identities.</summary>
    ManagedIdentity,

    /// <summary>Microsoft Graph.</summary>
    Graph,
}

/// <summary>The groups of roles that several readers need.</summary>
internal static class ProtocolRoles
{
    /// <summary>Whether an app reads the same document for all its users.</summary>
    public static bool IsForAllUsers(this ProtocolRole? role) => role is ProtocolRole.Metadata or ProtocolRole.Keys;

    /// <summary>Whether an app or an email sends a browser to the endpoint.</summary>
    public static bool IsForBrowsers(this ProtocolRole? role) => role is ProtocolRole.Authorize
        or ProtocolRole.AdminConsent or ProtocolRole.Invitation or ProtocolRole.Logout;
}
