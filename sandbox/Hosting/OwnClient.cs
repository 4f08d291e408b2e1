using Microsoft.AspNetCore.Hosting.Server;

namespace Sandbox.Hosting;

/// <summary>
/// Calls the sandbox's own endpoints over HTTP, as every other client does. The calls go to the server's own address, and
/// carry the host of a request, so that addresses in the answers are those of the user.
/// </summary>
internal sealed class OwnClient(IHttpClientFactory clients, IServer server)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Name = "own";

    // The machine may be busy with the tests of an app.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Registers the client.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<OwnClient>();
        services.AddHttpClient(Name, client => client.Timeout = _patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                SslOptions = { RemoteCertificateValidationCallback = OwnCertificate.IsTrusted },
            });
    }

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request, with a path in place of an address.</param>
    /// <param name="context">The request of the user.</param>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    /// <exception cref="OperationCanceledException">The answer took too long, or the user has left.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpContext context)
    {
        request.RequestUri = new Uri(ListenAddresses.Own(server), request.RequestUri!);
        request.Headers.Host = context.Request.Host.Value;
        using var client = clients.CreateClient(Name);
        return await client.SendAsync(request, context.RequestAborted);
    }
}
