using Sandbox.Hosting;
using Sandbox.Protocol.Errors;

namespace Sandbox.Documents;

/// <summary>The repository's documents as pages, <c>/sandbox/docs</c>.</summary>
public static class DocumentsSetup
{
    /// <summary>The address of the list. A file is below it, at the file's path in the repository.</summary>
    public const string Path = "/sandbox/docs";

    /// <summary>Registers the services of the pages.</summary>
    /// <param name="services">The services.</param>
    /// <param name="environment">Knows the folder from which the repository is found.</param>
    public static IServiceCollection AddDocuments(this IServiceCollection services, IHostEnvironment environment)
    {
        var root = RepositoryRoot.Find(environment.ContentRootPath);
        services.AddSingleton(new RepositoryFiles(root));
        if (root is not null)
        {
            services.AddSingleton(new MenuLink("Documents", Path));
            services.AddSingleton<IErrorGuide, TroubleshootingGuide>();
        }

        services.AddSingleton<DocumentEndpoints>();
        return services;
    }

    /// <summary>Maps the pages.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder endpoints) => DocumentEndpoints.Map(endpoints);
}
