using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Sandbox.Chapters;
using Sandbox.Hosting;
using Sandbox.Persistence;
using Sandbox.Seed;

namespace Sandbox.Home;

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

    private static async Task<IResult> ResetAsync(
        HttpContext context, SandboxDatabase database, ITempDataDictionaryFactory nextPage)
    {
        // The button on the home page posts a form, and its user wants to see the home page again. A script wants JSON.
        var isButton = context.Request.HasFormContentType;
        try
        {
            var seed = await database.ResetAsync(context.RequestAborted);
            return isButton
                ? BackHome(ResetNotice.Done(seed))
                : Results.Json(new { status = "reset", seed.Tenants, seed.Applications, users = seed.Accounts });
        }
        catch (SeedException exception)
        {
            return isButton
                ? BackHome(ResetNotice.NotDone(exception))
                : Results.Problem(
                    exception.Message,
                    title: "Nothing was reset.",
                    statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        SeeOther BackHome(ResetNotice notice)
        {
            notice.Keep(nextPage.GetTempData(context));
            return new SeeOther("/");
        }
    }
}
