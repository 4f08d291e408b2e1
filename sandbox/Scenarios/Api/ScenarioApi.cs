using Sandbox.Hosting;

namespace Sandbox.Scenarios.Api;

/// <summary>Scenarios for scripts: <c>/sandbox/api/scenarios</c>.</summary>
internal static class ScenarioApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/sandbox/api/scenarios").AddEndpointFilter<SameOriginFilter>();
        api.MapGet("", List);
        api.MapPost("/{name}", StartAsync);
        api.MapDelete("/{name}", End);
    }

    private static IResult List(HttpContext context, ScenarioBoard board) =>
        Answer(context, new Listing([.. board.All.Select(scenario => ScenarioAnswer.Of(scenario, board))]));

    private static async Task<IResult> StartAsync(string name, HttpContext context, ScenarioBoard board, SettingsReader reader)
    {
        if (board.Find(name) is not { } scenario)
        {
            return NoSuchScenario(name, board);
        }

        try
        {
            var settings = await reader.ReadAsync(scenario, context.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())), context.RequestAborted);
            await board.StartAsync(scenario, settings, context.RequestAborted);
            return Answer(context, ScenarioAnswer.Of(scenario, board));
        }
        catch (SettingsException exception)
        {
            return Results.Problem(exception.Fix, title: exception.Problem, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IResult End(string name, HttpContext context, ScenarioBoard board)
    {
        if (board.Find(name) is not { } scenario)
        {
            return NoSuchScenario(name, board);
        }

        board.End(scenario);
        return Answer(context, ScenarioAnswer.Of(scenario, board));
    }

    private static IResult NoSuchScenario(string name, ScenarioBoard board) => Results.Problem(
        $"There are: {string.Join(", ", board.All.Select(scenario => scenario.Name))}.", title: $"There is no scenario '{name}'.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Answer<T>(HttpContext context, T answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer);
    }

    private sealed record Listing(IReadOnlyList<ScenarioAnswer> Scenarios);
}
