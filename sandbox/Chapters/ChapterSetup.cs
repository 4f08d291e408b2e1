using Sandbox.Scenarios;

namespace Sandbox.Chapters;

/// <summary>Registers what finds, builds and runs the chapters.</summary>
public static class ChapterSetup
{
    /// <summary>Adds the chapters; they start once the server listens.</summary>
    public static IServiceCollection AddChapters(this IServiceCollection services) => services
        .AddSingleton<ChapterBoard>()
        .AddSingleton<IChapterAddresses>(all => all.GetRequiredService<ChapterBoard>())
        .AddSingleton<ChapterBuild>()
        .AddSingleton<ChapterProbe>()
        .AddSingleton<ChapterRunner>()
        .AddSingleton<ProcessGuardian>()
        .AddHostedService<ChapterHost>();
}
