using Microsoft.AspNetCore.Hosting.Server;

namespace Sandbox.Hosting;

/// <summary>Tells a server on the network from the one in memory that tests use.</summary>
internal static class ServerKind
{
    /// <summary>Whether other processes can reach the server, so that ports and certificates matter.</summary>
    /// <remarks>Both offer the same features, addresses included. The servers of ASP.NET Core live in assemblies of this name, the one for tests does not.</remarks>
    public static bool IsOnNetwork(this IServer server) =>
        server.GetType().Assembly.GetName().Name?.StartsWith("Microsoft.AspNetCore.Server.", StringComparison.Ordinal) is true;
}
