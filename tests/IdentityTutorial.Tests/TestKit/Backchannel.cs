using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using Xunit.Sdk;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// The calls an application makes by itself (metadata, keys, token endpoint, Graph), recorded, with places for a test to
/// count, delay, fail, answer or change them. A later hook is nearer to the application than an earlier one.
/// </summary>
/// <param name="network">The hosts the application can reach.</param>
public sealed class Backchannel(TestNetwork network)
{
    private readonly ConcurrentQueue<Exchange> _exchanges = new();

    // The calls come from the application, which does not know the test that runs.
    private ITest? _test = TestContext.Current.Test;
    private ImmutableList<Hook> _hooks = [];

    /// <summary>Takes part in one call.</summary>
    /// <param name="request">The request; a hook may change it.</param>
    /// <param name="next">Passes the request on and returns the answer; a hook may leave it uncalled.</param>
    /// <param name="cancellationToken">Ends when the application gives up waiting.</param>
    public delegate Task<HttpResponseMessage> Hook(HttpRequestMessage request, Func<Task<HttpResponseMessage>> next, CancellationToken cancellationToken);

    /// <summary>What the application asked for and received, hooks included, oldest first.</summary>
    public IReadOnlyCollection<Exchange> Exchanges => _exchanges;

    /// <summary>How many answered calls match.</summary>
    public int Count(Func<Uri, bool> endpoint) => _exchanges.Count(exchange => endpoint(exchange.Address));

    /// <summary>Adds a hook; dispose the result to take it away.</summary>
    public IDisposable Use(Hook hook)
    {
        ImmutableInterlocked.Update(ref _hooks, hooks => hooks.Add(hook));
        return new Removal(() => ImmutableInterlocked.Update(ref _hooks, hooks => hooks.Remove(hook)));
    }

    /// <summary>Changes the text of an endpoint's answers, whatever their content type.</summary>
    public IDisposable Rewrite(Func<Uri, bool> endpoint, Func<string, string> change) => Use(async (request, next, cancellationToken) =>
    {
        var response = await next();
        if (endpoint(request.RequestUri!))
        {
            var type = response.Content.Headers.ContentType?.MediaType ?? "application/json";
            response.Content = new StringContent(change(await response.Content.ReadAsStringAsync(cancellationToken)), Encoding.UTF8, type);
        }

        return response;
    });

    /// <summary>Answers in the place of an endpoint, which is then not called.</summary>
    public IDisposable Answer(Func<Uri, bool> endpoint, HttpStatusCode status, string body = "", string contentType = "application/json") =>
        Use((request, next, _) => endpoint(request.RequestUri!)
            ? Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, contentType) })
            : next());

    /// <summary>Makes an endpoint unreachable, as when nothing listens there.</summary>
    public IDisposable Refuse(Func<Uri, bool> endpoint) => Use((request, next, _) => endpoint(request.RequestUri!)
        ? throw new HttpRequestException(HttpRequestError.ConnectionError, $"Connection refused ({request.RequestUri!.Authority})")
        : next());

    /// <summary>Makes an endpoint so slow that <see cref="HttpClient"/> gives up; nobody waits for it.</summary>
    public IDisposable TimeOut(Func<Uri, bool> endpoint) => Use((request, next, _) => endpoint(request.RequestUri!)
        ? throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout elapsing.", new TimeoutException())
        : next());

    /// <summary>Reports the calls from now on as those of the test that runs.</summary>
    internal void BeginTest() => _test = TestContext.Current.Test;

    /// <summary>A handler for one <see cref="HttpClient"/> of the application.</summary>
    public HttpMessageHandler CreateHandler() => new Handler(this, network.CreateHandler());

    private sealed class Handler(Backchannel backchannel, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Func<Task<HttpResponseMessage>> send = () => base.SendAsync(request, cancellationToken);
            foreach (var hook in backchannel._hooks)
            {
                var next = send;
                send = () => hook(request, next, cancellationToken);
            }

            var (exchange, response) = await Exchange.RecordAsync(request, send, cancellationToken);
            backchannel._exchanges.Enqueue(exchange);
            FailureReportAttribute.Add(exchange, backchannel._test);
            return response;
        }
    }

    private sealed class Removal(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
