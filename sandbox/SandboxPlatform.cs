using Sandbox.B2C;
using Sandbox.Connect;
using Sandbox.Customers;
using Sandbox.DatabaseSignIn;
using Sandbox.DirectoryPage;
using Sandbox.EntraId;
using Sandbox.Graph;
using Sandbox.Hosting;
using Sandbox.ManagedIdentities;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Registration;
using Sandbox.Scenarios;
using Sandbox.TokenPage;
using Sandbox.Wire;
using Sandbox.WirePage;

namespace Sandbox;

/// <summary>
/// The identity platform, without what belongs to the tutorial: the home page and the chapters. It imports neither. Its pages
/// link to the home page.
/// </summary>
internal static class SandboxPlatform
{
    /// <summary>Registers all services of the platform.</summary>
    public static void AddSandboxPlatform(this IServiceCollection services)
    {
        OwnClient.Add(services);
        services.AddSandboxPersistence();
        services.AddProtocol();
        services.AddEntraId();
        services.AddCustomers();
        services.AddB2C();
        services.AddScenarios();
        services.AddGraph();
        services.AddManagedIdentities();
        services.AddDatabaseSignIn();
        services.AddWireRecorder();
        services.AddTokenPage();
        services.AddWirePage();
        services.AddDirectoryPages();
        services.AddConnect();
    }

    /// <summary>Adds what each request passes before its endpoint, in this order.</summary>
    public static void UseSandboxPlatform(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseStatusPages();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseWireRecorder();

        // Before the scenarios, so that a single-page app can read the errors that they inject.
        app.UseCors();
        app.UseScenarios();
    }

    /// <summary>Maps the endpoints and pages of the platform.</summary>
    public static void MapSandboxPlatform(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStatusPages();
        endpoints.MapEntraId();
        endpoints.MapCustomers();
        endpoints.MapB2C();
        endpoints.MapGraph();
        endpoints.MapManagedIdentities();
        endpoints.MapWireApi();
        endpoints.MapRegistrationPage();
        endpoints.MapTokenPage();
        endpoints.MapWirePage();
        endpoints.MapDirectoryPages();
        endpoints.MapConnect();
        endpoints.MapScenarios();
    }
}
