namespace Sandbox.B2C.RestClaims;

/// <summary>The REST API behind the custom policy, and its caller.</summary>
internal static class RestClaimsSetup
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

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
