using Sandbox.Protocol;

namespace Sandbox.DirectoryPage;

/// <summary>The pages of the directory, <c>/sandbox/directory</c>.</summary>
public static class DirectoryPageSetup
{
    /// <summary>The path of the list page. The pages of one user, group, role or app are below this path.</summary>
    internal const string Path = "/sandbox/directory";

    /// <summary>Registers the services of the pages.</summary>
    public static IServiceCollection AddDirectoryPages(this IServiceCollection services)
    {
        services.AddSingleton<DirectoryActions>();
        services.AddSingleton<DirectoryNames>();
        services.AddSingleton<DirectoryListReader>();
        services.AddSingleton<DirectoryListEndpoints>();
        services.AddSingleton<DirectoryUserReader>();
        services.AddSingleton<DirectoryUserEndpoints>();
        services.AddSingleton<DirectoryGroupEndpoints>();
        services.AddSingleton<DirectoryRoleEndpoints>();
        services.AddSingleton<DirectoryAppEndpoints>();
        return services;
    }

    /// <summary>Maps the pages. Their forms are accepted from the pages themselves only.</summary>
    public static void MapDirectoryPages(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup(Path).AddEndpointFilter<PageFilter>().AddEndpointFilter<OwnFormFilter>();
        DirectoryListEndpoints.Map(pages);
        DirectoryUserEndpoints.Map(pages);
        DirectoryGroupEndpoints.Map(pages);
        DirectoryRoleEndpoints.Map(pages);
        DirectoryAppEndpoints.Map(pages);
    }
}
