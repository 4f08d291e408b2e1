using Sandbox.Hosting;

namespace Sandbox.B2C.RestClaims;

/// <summary>The REST API behind the custom policy, and its caller.</summary>
internal static class RestClaimsSetup
{
    // The sandbox calls itself as well, on a machine that may be busy with the tests of an app.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public static void AddRestClaims(this IServiceCollection services)
    {
        services.AddSingleton<RestClaimsKey>();
        services.AddSingleton<RestClaimsClient>();
        services.AddHttpClient(RestClaimsClient.Name, client => (client.Timeout, client.MaxResponseContentBufferSize) = (_patience, 64 * 1024))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would take the key along to wherever it points.
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                SslOptions = { RemoteCertificateValidationCallback = OwnCertificate.IsTrusted },
            });
    }
}
