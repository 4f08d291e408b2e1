using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>A request that the browser is about to carry to the provider, for sign-in or sign-out.</summary>
public class RedirectContext : PropertiesContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    /// <param name="properties">What will travel inside the protected state.</param>
    public RedirectContext(HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options, AuthenticationProperties properties)
        : base(context, scheme, options, properties)
    {
    }

    /// <summary>The request; its <c>state</c>, when set here, comes back in <see cref="MessageReceivedContext"/>.</summary>
    public OpenIdConnectMessage ProtocolMessage { get; set; } = default!;

    /// <summary>Whether <see cref="HandleResponse"/> was called.</summary>
    public bool Handled { get; private set; }

    /// <summary>Says that the hook has written the response and no redirect is to happen.</summary>
    public void HandleResponse() => Handled = true;
}
