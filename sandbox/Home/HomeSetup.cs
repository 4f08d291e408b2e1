using Microsoft.AspNetCore.Mvc;

namespace Sandbox.Home;

/// <summary>The tutorial's home.</summary>
public static class HomeSetup
{
    /// <summary>Registers the home page.</summary>
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        services.AddSingleton<HomeEndpoints>();

        // Browsers send the cookies of localhost to every port, so the chapters' notices need another name.
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.Name = "sandbox-notice");
        return services;
    }

    /// <summary>Maps <c>/</c>, and the API that says whether the chapters answer and resets the sandbox.</summary>
    public static void MapHome(this IEndpointRouteBuilder endpoints)
    {
        HomeEndpoints.Map(endpoints);
        endpoints.MapSandboxApi();
    }
}
