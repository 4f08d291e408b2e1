using System.Globalization;

namespace Sandbox.Graph.Errors;

/// <summary>The errors that Graph knows, with the cloud's codes.</summary>
internal static class GraphErrors
{
    public static GraphException BadRequest(string message) => new(new GraphError(StatusCodes.Status400BadRequest, "BadRequest", message));

    /// <summary>A request that the directory rejects, and not the gateway before it.</summary>
    public static GraphException DirectoryBadRequest(string message) => new(new GraphError(StatusCodes.Status400BadRequest, "Request_BadRequest", message));

    /// <summary>A body that is no JSON object.</summary>
    public static GraphException NotJson() => BadRequest(
        "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");

    /// <summary>A property that the type does not have.</summary>
    public static GraphException NoSuchProperty(string name, string type) => new(new GraphError(
        StatusCodes.Status400BadRequest,
        "RequestBodyRead",
        $"The property '{name}' does not exist on type 'microsoft.graph.{type}'. "
            + "Make sure to only use property names that are defined by the type."));

    /// <summary>A property whose value is not allowed.</summary>
    public static GraphException InvalidValue(string name, string problem) => new(new GraphError(
        StatusCodes.Status400BadRequest, "Request_BadRequest",
        $"Invalid value specified for property '{name}': {problem}")
    {
        Detail = new("InvalidValue", name) { Problem = problem },
    });

    /// <summary>A property that a new object needs.</summary>
    public static GraphException MissingValue(string name, string type) => Detailed(
        StatusCodes.Status400BadRequest, $"A value is required for property '{name}' of resource '{type}'.", "MissingValue", name);

    /// <summary>A property that belongs to the directory, and not to its users.</summary>
    public static GraphException ReadOnly(string name) => Detailed(
        StatusCodes.Status400BadRequest, $"Property '{name}' is read-only and cannot be set.", "ReadOnlyProperty", name);

    /// <summary>A value that another object has.</summary>
    public static GraphException Conflict(string name) => Detailed(
        StatusCodes.Status400BadRequest,
        $"Another object with the same value for property {name} already exists.",
        "ObjectConflict",
        name);

    /// <summary>An object that exists already.</summary>
    public static GraphException Exists(string message) =>
        new(new GraphError(StatusCodes.Status409Conflict, "Request_MultipleObjectsWithSameKeyValue", message));

    /// <summary>A permission or a role that is removed while apps can ask for it.</summary>
    public static GraphException MustBeDisabled() => new(new GraphError(
        StatusCodes.Status400BadRequest,
        "CannotDeleteOrUpdateEnabledEntitlement",
        "Property value cannot be deleted unless it is disabled first."));

    /// <summary>A proof of possession that proves nothing.</summary>
    public static GraphException BadProof(Guid clientId) => new(new GraphError(
        StatusCodes.Status401Unauthorized,
        "Authentication_MissingOrMalformed",
        "Access Token missing or malformed. The 'proof' must be a JWT with the audience 00000002-0000-0000-c000-000000000000 and the issuer "
            + $"{clientId}, valid for at most ten minutes, and signed with the private key of a certificate of the app."));

    /// <summary>A query that is well-formed and not supported.</summary>
    public static GraphException UnsupportedQuery(string message) => new(new GraphError(StatusCodes.Status400BadRequest, "Request_UnsupportedQuery", message));

    /// <summary>A filter that a property does not take.</summary>
    public static GraphException UnsupportedFilter(string property, string type) => UnsupportedQuery(
        $"Unsupported or invalid query filter clause specified for property '{property}' of resource '{type}'.");

    /// <summary>A query that only the index behind <c>ConsistencyLevel: eventual</c> can answer.</summary>
    public static GraphException NeedsAdvancedQuery(string what) => UnsupportedQuery(
        $"{what} is supported only with the header 'ConsistencyLevel: eventual' and the query parameter '$count=true' (https://aka.ms/graph-docs/advanced-queries).");

    public static GraphException PageSize(long size, int most) =>
        UnsupportedQuery(string.Create(CultureInfo.InvariantCulture, $"Invalid page size specified: '{size}'. Must be between 1 and {most} inclusive."));

    public static GraphException OnlyDelegated() => BadRequest("/me request is only valid with delegated authentication flow.");

    public static GraphException NoSuchSegment(string segment) => BadRequest($"Resource not found for the segment '{segment}'.");

    public static GraphException Unauthenticated(string message, string challenge) =>
        new(new GraphError(StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken", message) { Challenge = challenge });

    public static GraphException Denied(string message = "Insufficient privileges to complete the operation.") =>
        new(new GraphError(StatusCodes.Status403Forbidden, "Authorization_RequestDenied", message));

    /// <summary>The mail service answers in words of its own.</summary>
    public static GraphException MailDenied() => new(new GraphError(StatusCodes.Status403Forbidden, "ErrorAccessDenied", "Access is denied. Check credentials and try again."));

    public static GraphException NotFound(string key) => new(new GraphError(
        StatusCodes.Status404NotFound, "Request_ResourceNotFound", $"Resource '{key}' does not exist or one of its queried reference-property objects are not present."));

    public static GraphException NoSuchMessage() =>
        new(new GraphError(StatusCodes.Status404NotFound, "ErrorItemNotFound", "The specified object was not found in the store."));

    public static GraphException NoImage() => new(new GraphError(StatusCodes.Status404NotFound, "ImageNotFound", "The photo wasn't found."));

    public static GraphException MethodNotAllowed(string allowed) => new(
        new GraphError(StatusCodes.Status405MethodNotAllowed, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.") { Allow = allowed });

    public static GraphException Throttled(TimeSpan retryAfter) =>
        new(new GraphError(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests. Try again later.") { RetryAfter = retryAfter });

    public static GraphException Unavailable(TimeSpan? retryAfter) =>
        new(new GraphError(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The service is temporarily unavailable. Try again later.") { RetryAfter = retryAfter });

    /// <summary>A delta token of a time whose changes are no longer stored.</summary>
    public static GraphException ResyncRequired() => new(new GraphError(
        StatusCodes.Status410Gone,
        "syncStateNotFound",
        "The specified sync state is not found. Begin again with a delta query without a token."));

    public static GraphError Internal() => new(
        StatusCodes.Status500InternalServerError,
        "InternalServerError",
        "The sandbox failed. Read the reason in its console.");

    private static GraphException Detailed(int status, string message, string code, string target) =>
        new(new GraphError(status, "Request_BadRequest", message) { Detail = new(code, target) });
}
