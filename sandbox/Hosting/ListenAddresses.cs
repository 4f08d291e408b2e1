using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Sandbox.Hosting;

/// <summary>Where the sandbox listens. It trusts whoever reaches it, so only this machine may reach it unless told otherwise.</summary>
public static class ListenAddresses
{
    /// <summary>Takes the addresses from the command line, else from configuration (<c>ASPNETCORE_URLS</c>), else the default.</summary>
    public static IReadOnlyList<string> Resolve(SandboxArguments arguments, IConfiguration configuration) =>
    [
        .. (arguments.Urls ?? configuration[WebHostDefaults.ServerUrlsKey] ?? SandboxArguments.DefaultUrl)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];

    /// <summary>Checks addresses before anything listens on them.</summary>
    /// <param name="addresses">Absolute <c>http</c> or <c>https</c> URLs without a path.</param>
    /// <param name="allowRemote">Whether addresses beyond loopback are accepted.</param>
    /// <returns>The sentence that says what is wrong, or <see langword="null"/>.</returns>
    public static string? FindProblem(IEnumerable<string> addresses, bool allowRemote)
    {
        foreach (var address in addresses)
        {
            if (!Uri.TryCreate(Readable(address), UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            {
                return $"'{address}' is not an address to listen on. Give one like {SandboxArguments.DefaultUrl}.";
            }

            if (uri.Port == 0 && !IPAddress.TryParse(uri.IdnHost, out _))
            {
                return $"'{address}' leaves the port open, which works for an IP address only. Give https://127.0.0.1:0, or a port.";
            }

            if (!allowRemote && !IsLoopback(uri))
            {
                return $"'{address}' can be reached from other machines, and whoever reaches the sandbox can sign in as anybody. "
                    + "Listen on localhost, or add --allow-remote if you mean it.";
            }
        }

        return null;
    }

    /// <summary>
    /// The address that applications are given: <c>https</c> before <c>http</c>, and by the name in the development certificate.
    /// </summary>
    /// <param name="addresses">What the server listens on.</param>
    public static Uri ToBaseAddress(IEnumerable<string> addresses)
    {
        var uri = addresses
            .Select(address => new Uri(Readable(address)))
            .OrderByDescending(candidate => candidate.Scheme == Uri.UriSchemeHttps)
            .First();
        var anywhere = IPAddress.TryParse(uri.IdnHost, out var ip) && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        return anywhere ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri;
    }

    /// <summary>
    /// The address at which the sandbox calls itself. It is the server's own, and not that of a request, whose host a
    /// caller chooses and who would get what is sent there.
    /// </summary>
    /// <param name="server">The server, which knows its addresses once it listens.</param>
    public static Uri Own(IServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses is { Count: > 0 } ? ToBaseAddress(addresses) : new Uri(SandboxArguments.DefaultUrl);
    }

    // `http://*:80` and `http://+:80` mean "every network interface" to the server; Uri does not take them.
    private static string Readable(string address) =>
        address.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);

    private static bool IsLoopback(Uri uri) =>
        uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.IdnHost, out var ip) && IPAddress.IsLoopback(ip));
}
