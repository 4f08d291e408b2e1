using Sandbox.Chapters;
using Sandbox.Persistence;
using Sandbox.Scenarios;
using Sandbox.Seed;

namespace Sandbox.Hosting;

/// <summary>The sandbox's API for scripts and for its own pages.</summary>
public static class SandboxApi
{
    /// <summary>Maps <c>/sandbox/api</c>.</summary>
    public static void MapSandboxApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/sandbox/api").AddEndpointFilter<SameOriginFilter>();
        api.MapGet("/ready", Ready);
        api.MapPost("/reset", ResetAsync);
    }

    private static IResult Ready(ChapterBoard board)
    {
        var answer = ReadyAnswer.From(board);
        return Results.Json(answer, statusCode: answer.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ResetAsync(HttpRequest request, SandboxDatabase database, ScenarioBoard scenarios, CancellationToken cancellationToken)
    {
        try
        {
            await database.ResetAsync(cancellationToken);
            scenarios.EndAll();
        }
        catch (SeedException exception)
        {
            return Results.Problem(exception.Message, title: "Nothing was reset.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        // The button on the home page posts a form, and a person wants the page back; a script wants an answer.
        return request.HasFormContentType ? new SeeOther("/") : Results.Json(new { status = "reset" });
    }
}
