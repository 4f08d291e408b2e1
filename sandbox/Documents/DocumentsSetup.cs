using Sandbox.Hosting;

namespace Sandbox.Documents;

/// <summary>The repository's documents as pages, <c>/sandbox/docs</c>.</summary>
public static class DocumentsSetup
{
    /// <summary>The address of the list. A file is below it, at the file's path in the repository.</summary>
    public const string Path = "/sandbox/docs";

    /// <summary>Registers the services of the pages.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton(all => new RepositoryFiles(
            RepositoryRoot.Find(all.GetRequiredService<IHostEnvironment>().ContentRootPath)));
        services.AddSingleton<DocumentSearch>();
        services.AddSingleton<DocumentEndpoints>();
        return services;
    }

    /// <summary>Maps the pages.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder endpoints) => DocumentEndpoints.Map(endpoints);
}
