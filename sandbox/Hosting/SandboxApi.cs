using Sandbox.Chapters;

namespace Sandbox.Hosting;

/// <summary>The sandbox's API for scripts and for its own pages.</summary>
public static class SandboxApi
{
    /// <summary>Maps <c>/sandbox/api</c>.</summary>
    public static void MapSandboxApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/sandbox/api").AddEndpointFilter<SameOriginFilter>();
        api.MapGet("/ready", (ChapterBoard board) =>
        {
            var answer = ReadyAnswer.From(board);
            return Results.Json(answer, statusCode: answer.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
