using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>Ports of this machine.</summary>
public static class Loopback
{
    // Below the ports that systems give to connections and to listeners without a port of their own. A port of those could
    // belong to another test by the time its program has been built.
    private const int FirstPort = 20_000;
    private const int Ports = 10_000;

    private static int _count = Environment.ProcessId;

    /// <summary>A port nobody listens on at the moment, and that no other test of this process is given.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (int)((uint)Interlocked.Increment(ref _count) % Ports);
            if (!IsTaken(port))
            {
                return port;
            }
        }
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
