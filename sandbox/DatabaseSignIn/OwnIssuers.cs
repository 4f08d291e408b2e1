using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sandbox.Hosting;
using Sandbox.Protocol;

namespace Sandbox.DatabaseSignIn;

/// <summary>
/// The issuers that tokens of this sandbox can have. An issuer is made of the address that the app used for its token, and here no HTTP request repeats
/// that address. So it has to be one that leads to this sandbox.
/// </summary>
internal sealed class OwnIssuers(IServer server, SandboxArguments arguments)
{
    /// <summary>Whether an issuer of version 1.0 is this sandbox for a tenant.</summary>
    public bool Contain(string issuer, Guid tenantId) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && issuer == new Authority(uri.GetLeftPart(UriPartial.Authority)).IssuerOfVersion1(tenantId)
        // Beyond loopback, a machine has names that it does not know itself.
        && (uri.IsLoopback || arguments.AllowRemote)
        && Addresses.Any(own => own.Scheme == uri.Scheme && own.Port == uri.Port);

    private IEnumerable<Uri> Addresses =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(address => ListenAddresses.ToBaseAddress([address])) ?? [];
}
