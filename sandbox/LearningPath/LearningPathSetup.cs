using Sandbox.Hosting;
using Sandbox.Protocol;

namespace Sandbox.LearningPath;

/// <summary>The path through the chapters: the steps of each one, ticked off as they are done.</summary>
public static class LearningPathSetup
{
    /// <summary>The address of the button that begins the path again.</summary>
    public const string StartOverPath = "/sandbox/path/start-over";

    /// <summary>Registers the services of the path.</summary>
    public static IServiceCollection AddLearningPath(this IServiceCollection services)
    {
        services.AddSingleton<PathProgress>();
        services.AddSingleton<PathReader>();
        services.AddHostedService<PathWatcher>();
        return services;
    }

    /// <summary>Maps the button that begins the path again.</summary>
    public static void MapLearningPath(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(StartOverPath, StartOverAsync).AddEndpointFilter<SameOriginFilter>();

    private static async Task<SeeOther> StartOverAsync(PathProgress progress)
    {
        await progress.StartOverAsync();
        return new SeeOther("/");
    }
}
