using Sandbox.Hosting;
using Sandbox.Protocol;

namespace Sandbox.LearningPath;

/// <summary>The path through the chapters: the steps of each one, ticked off as they are done.</summary>
public static class LearningPathSetup
{
    /// <summary>The address of the button that begins the path again.</summary>
    public const string StartOverPath = "/sandbox/path/start-over";

    /// <summary>The address, before the ID of the step, of the button that marks a step as done.</summary>
    public const string DonePath = "/sandbox/path/done";

    /// <summary>Registers the services of the path.</summary>
    public static IServiceCollection AddLearningPath(this IServiceCollection services)
    {
        services.AddSingleton<PathProgress>();
        services.AddSingleton<PathReader>();
        services.AddHostedService<PathWatcher>();
        return services;
    }

    /// <summary>Maps the buttons of the path.</summary>
    public static void MapLearningPath(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(StartOverPath, StartOverAsync).AddEndpointFilter<SameOriginFilter>();
        endpoints.MapPost($"{DonePath}/{{chapter}}/{{step}}", MarkAsync).AddEndpointFilter<SameOriginFilter>();
    }

    private static async Task<SeeOther> StartOverAsync(PathProgress progress)
    {
        await progress.StartOverAsync();
        return new SeeOther("/");
    }

    private static async Task<IResult> MarkAsync(string chapter, string step, PathProgress progress)
    {
        var id = $"{chapter}/{step}";
        if (StepChecks.Find(id) is not { IsSeenIn: null })
        {
            return Results.Problem(
                $"The path has no step '{id}' that a learner marks as done. Other steps are ticked off by what the sandbox records.",
                statusCode: StatusCodes.Status404NotFound);
        }

        await progress.AddAsync([id]);
        return new SeeOther("/");
    }
}
