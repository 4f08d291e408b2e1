namespace Sandbox.EntraId.Errors;

/// <summary>The page that an answer's <c>error_uri</c> leads to.</summary>
internal static class ErrorIndexEndpoint
{
    public static void MapErrorIndex(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/error", (string? code) =>
        new PageResult("~/EntraId/Errors/ErrorIndexPage.cshtml", int.TryParse(code, out var number) && ErrorIndex.All.TryGetValue(number, out var error)
            ? [error]
            : ErrorIndex.All.Values.OrderBy(each => each.Code).ToList()));
}
