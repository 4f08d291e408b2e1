using Sandbox.Persistence;

namespace Sandbox.Wire;

/// <summary>Puts the wire recorder into the application.</summary>
public static class WireSetup
{
    /// <summary>Adds the record.</summary>
    public static IServiceCollection AddWireRecorder(this IServiceCollection services) => services.AddForgottenByReset<WireRecord>();

    /// <summary>Records every exchange with the endpoints that come after it.</summary>
    public static IApplicationBuilder UseWireRecorder(this IApplicationBuilder app) => app.UseMiddleware<WireRecorder>();
}
