namespace Sandbox.Scenarios.Provider;

/// <summary>A scenario that strikes a request before its endpoint sees it.</summary>
internal interface IRequestFault
{
    /// <summary>Whether it is about this request.</summary>
    bool Concerns(HttpContext context);

    /// <summary>Does what it does.</summary>
    /// <returns>Whether the request is answered now.</returns>
    Task<bool> StrikeAsync(HttpContext context, ScenarioSettings settings);
}
