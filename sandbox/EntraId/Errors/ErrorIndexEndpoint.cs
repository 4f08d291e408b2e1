using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>The page that an answer's <c>error_uri</c> leads to.</summary>
internal static class ErrorIndexEndpoint
{
    public static void MapErrorIndex(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/error", (string? code) =>
        new PageResult("~/EntraId/Errors/ErrorIndexPage.cshtml", Find(code) is { } error
            ? [error]
            : ErrorIndex.All.Values.OrderBy(each => each.Family).ThenBy(each => each.Code).ToList()));

    /// <summary>A number alone is one of Entra ID's, whose answers link here with it; a whole name may be either's.</summary>
    private static ProtocolError? Find(string? code) =>
        ErrorIndex.All.GetValueOrDefault($"AADSTS{code}") ?? ErrorIndex.All.GetValueOrDefault(code ?? "");
}
