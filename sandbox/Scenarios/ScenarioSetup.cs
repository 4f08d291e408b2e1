using Sandbox.Graph;
using Sandbox.Persistence;
using Sandbox.Scenarios.Api;
using Sandbox.Scenarios.GraphFailures;
using Sandbox.Scenarios.IdTokens;
using Sandbox.Scenarios.Page;
using Sandbox.Scenarios.Provider;
using Sandbox.Scenarios.Renewal;

namespace Sandbox.Scenarios;

/// <summary>Faults on demand. To add one, derive from <see cref="Scenario"/> and register it here.</summary>
public static class ScenarioSetup
{
    /// <summary>Registers the scenarios, in the order in which they are shown and strike, and what the endpoints ask about them.</summary>
    public static IServiceCollection AddScenarios(this IServiceCollection services)
    {
        services.AddSingleton<Scenario, SlowNetwork>();
        services.AddSingleton<Scenario, MetadataDown>();
        services.AddSingleton<Scenario, TokenEndpointFails>();
        services.AddSingleton<Scenario, RotateKeys>();
        services.AddSingleton<Scenario, WrongIssuer>();
        services.AddSingleton<Scenario, WrongAudience>();
        services.AddSingleton<Scenario, WrongNonce>();
        services.AddSingleton<Scenario, ExpiredIdToken>();
        services.AddSingleton<Scenario, ClockSkew>();
        services.AddSingleton<Scenario, BadSignature>();
        services.AddSingleton<Scenario, UnsignedIdToken>(); // after the one that needs something to sign with
        services.AddSingleton<Scenario, ExpireAccessTokens>();
        services.AddSingleton<Scenario, RevokeSessions>();
        services.AddSingleton<Scenario, RequireMfa>();
        services.AddSingleton<Scenario, RequireConsent>();
        services.AddSingleton<Scenario, GraphThrottle>();
        services.AddSingleton<Scenario, GraphDown>();
        services.AddForgottenByReset<ScenarioBoard>();
        services.AddSingleton<SettingsReader>();
        services.AddSingleton<ScenariosPageEndpoint>();
        services.AddSingleton<TokenFaults>();
        services.AddSingleton<AccessTokenFaults>();
        services.AddSingleton<SignInFaults>();
        services.AddSingleton<IGraphFault, GraphFaults>();
        return services;
    }

    /// <summary>Lets scenarios strike requests to the endpoints that come after.</summary>
    public static IApplicationBuilder UseScenarios(this IApplicationBuilder app) => app.UseMiddleware<RequestFaults>();

    /// <summary>Maps <c>/sandbox/api/scenarios</c> and the page.</summary>
    public static void MapScenarios(this IEndpointRouteBuilder endpoints)
    {
        ScenarioApi.Map(endpoints);
        ScenariosPageEndpoint.Map(endpoints);
    }
}
