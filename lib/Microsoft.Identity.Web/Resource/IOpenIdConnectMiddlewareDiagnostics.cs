using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Microsoft.Identity.Web.Resource;

/// <summary>Makes the steps of the OpenID Connect handler visible.</summary>
public interface IOpenIdConnectMiddlewareDiagnostics
{
    /// <summary>Surrounds every handler in <paramref name="events"/> with a trace of its begin and end.</summary>
    /// <param name="events">The events to trace; their handlers keep working.</param>
    void Subscribe(OpenIdConnectEvents events);
}
