using System.Collections.Concurrent;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>The hosts that exist for a test, by <c>host:port</c>. Whatever is not registered cannot be reached.</summary>
public sealed class TestNetwork
{
    private readonly ConcurrentDictionary<string, Func<HttpMessageHandler>> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a host answer; registering the same address again replaces it, as a restart does.</summary>
    /// <param name="address">An address with scheme, host and port.</param>
    /// <param name="createHandler">Makes the handler that answers; called once a request.</param>
    public void Register(Uri address, Func<HttpMessageHandler> createHandler) => _hosts[Key(address)] = createHandler;

    /// <summary>Takes a host off the network: from now on its connections are refused.</summary>
    public void Unregister(Uri address) =>
        _hosts[Key(address)] = () => throw new HttpRequestException(HttpRequestError.ConnectionError, $"Connection refused ({address.Authority})");

    /// <summary>A handler that passes each request to the host it names.</summary>
    public HttpMessageHandler CreateHandler() => new Router(this);

    private static string Key(Uri address) => $"{address.Scheme}://{address.Host}:{address.Port}";

    private sealed class Router(TestNetwork network) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
            if (!network._hosts.TryGetValue(Key(address), out var createHandler))
            {
                throw new InvalidOperationException(
                    $"{request.Method} {address.GetLeftPart(UriPartial.Path)} would leave this machine: no such host is registered in the test's network.");
            }

            using var invoker = new HttpMessageInvoker(createHandler(), disposeHandler: false);
            return await invoker.SendAsync(request, cancellationToken);
        }
    }
}
