using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace IdentityTutorial.Measure.Load;

/// <summary>The connections that all workers share.</summary>
internal static class Connections
{
    /// <summary>How many workers send requests to a server at the same time, each on a connection of its own.</summary>
    public const int Count = 8;

    /// <summary>
    /// Opens no more than <see cref="Count"/> connections to a server. Redirects and cookies are left to
    /// <see cref="Browser"/>, because each worker is a user of its own.
    /// </summary>
    public static HttpClient Open() => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = Count,
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        SslOptions = { RemoteCertificateValidationCallback = AcceptOwnComputer },
    });

    // The development certificate is for this computer only. The measurement works before the computer trusts it.
    private static bool AcceptOwnComputer(
        object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        sender is SslStream { TargetHostName: "localhost" };
}
