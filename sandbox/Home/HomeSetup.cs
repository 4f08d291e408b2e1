namespace Sandbox.Home;

/// <summary>The tutorial's home, and the views of every page.</summary>
public static class HomeSetup
{
    /// <summary>Registers the home page and what shows Razor views.</summary>
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        services.AddSingleton<HomeEndpoints>();
        services.AddMvcCore()
            .AddRazorViewEngine()
            // Browsers send the cookies of localhost to every port, so the chapters' notices need another name.
            .AddCookieTempDataProvider(options => options.Cookie.Name = "sandbox-notice");
        return services;
    }

    /// <summary>Maps <c>/</c> and the pages for statuses.</summary>
    public static void MapHome(this IEndpointRouteBuilder endpoints) => HomeEndpoints.Map(endpoints);
}
