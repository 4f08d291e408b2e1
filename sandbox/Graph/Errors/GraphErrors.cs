using System.Globalization;

namespace Sandbox.Graph.Errors;

/// <summary>The errors that Graph knows, with the cloud's codes.</summary>
internal static class GraphErrors
{
    public static GraphException BadRequest(string message) => new(new GraphError(StatusCodes.Status400BadRequest, "BadRequest", message));

    /// <summary>What the directory, as opposed to the gateway before it, refuses to understand.</summary>
    public static GraphException DirectoryBadRequest(string message) => new(new GraphError(StatusCodes.Status400BadRequest, "Request_BadRequest", message));

    /// <summary>A query that is well-formed and not supported.</summary>
    public static GraphException UnsupportedQuery(string message) => new(new GraphError(StatusCodes.Status400BadRequest, "Request_UnsupportedQuery", message));

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

    public static GraphError Internal() => new(StatusCodes.Status500InternalServerError, "InternalServerError", "The sandbox failed; its console says why.");
}
