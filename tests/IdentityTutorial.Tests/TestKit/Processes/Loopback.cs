using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>Ports of this machine.</summary>
public static class Loopback
{
    /// <summary>A port nobody listens on at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Whether somebody listens on a port.</summary>
    public static bool IsTaken(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    /// <summary>Opens a connection to a port of this machine.</summary>
    internal static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint("localhost", port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
