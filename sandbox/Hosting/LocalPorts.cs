using System.Net;
using System.Net.NetworkInformation;

namespace Sandbox.Hosting;

/// <summary>Which ports of this machine somebody listens on.</summary>
public static class LocalPorts
{
    /// <summary>Whether a program that answers to <c>localhost</c> listens on the port.</summary>
    public static bool IsTaken(int port) => port != 0 && IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
        .Any(listener => listener.Port == port && (IPAddress.IsLoopback(listener.Address) || IsWildcard(listener.Address)));

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
