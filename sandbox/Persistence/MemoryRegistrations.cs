namespace Sandbox.Persistence;

/// <summary>Registers services that keep something in memory, so that a change of the database finds them.</summary>
internal static class MemoryRegistrations
{
    /// <summary>Registers something that follows rows in the database.</summary>
    public static IServiceCollection AddReadCache<T>(this IServiceCollection services)
        where T : class, IReadCache => services
        .AddSingleton<T>()
        .AddSingleton<IReadCache>(provider => provider.GetRequiredService<T>());

    /// <summary>Registers something that a reset forgets.</summary>
    public static IServiceCollection AddForgottenByReset<T>(this IServiceCollection services)
        where T : class, IForgottenByReset => services
        .AddSingleton<T>()
        .AddSingleton<IForgottenByReset>(provider => provider.GetRequiredService<T>());
}
