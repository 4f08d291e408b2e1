using System.Net;
using System.Net.Http.Json;
using Azure.Core.Pipeline;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// A sandbox in this process for client libraries of .NET. A library that calls a server of Microsoft gets what it gets
/// on a laptop without internet, or on one with internet, where Microsoft answers that it does not know the sandbox.
/// </summary>
public sealed class ClientNetwork : IAsyncDisposable
{
    /// <summary>Starts a sandbox with the seed.</summary>
    public ClientNetwork()
    {
        Network.Register(SandboxFactory.Address, Login.Sandbox.Server.CreateHandler);
        Network.Unregister(new Uri("https://login.microsoftonline.com"));
        Network.Unregister(new Uri("https://graph.microsoft.com"));
    }

    /// <summary>The hosts that the test's libraries can reach.</summary>
    public TestNetwork Network { get; } = new();

    /// <summary>The sandbox, and what users do there.</summary>
    public EntraIdFixture Login { get; } = new();

    /// <summary>A handler for a client library.</summary>
    /// <param name="hasInternet">Whether the library reaches Microsoft.</param>
    public HttpMessageHandler CreateHandler(bool hasInternet = false) =>
        new Internet(hasInternet, Network.CreateHandler());

    /// <summary>The transport of an Azure SDK.</summary>
    /// <param name="hasInternet">Whether the library reaches Microsoft.</param>
    public HttpPipelineTransport CreateTransport(bool hasInternet = false) =>
        new HttpClientTransport(CreateHandler(hasInternet));

    /// <summary>Sends a request with a bearer token, as an app does without an SDK.</summary>
    /// <param name="address">The address of an API.</param>
    /// <param name="token">The access token.</param>
    public async Task<HttpResponseMessage> GetAsync(string address, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", token);
        using var client = new HttpMessageInvoker(CreateHandler());
        return await client.SendAsync(request, EntraIdFixture.Token);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Login.DisposeAsync();

    private sealed class Internet(bool isThere, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            isThere
            && request.RequestUri is { Host: "login.microsoftonline.com", AbsolutePath: "/common/discovery/instance" }
                ? Task.FromResult(UnknownInstance(request))
                : base.SendAsync(request, cancellationToken);

        private static HttpResponseMessage UnknownInstance(HttpRequestMessage request) => new(HttpStatusCode.BadRequest)
        {
            RequestMessage = request,
            Content = JsonContent.Create(new
            {
                error = "invalid_instance",
                error_description = "AADSTS50049: Unknown or invalid instance.",
            }),
        };
    }
}

/// <summary>Tests of client libraries of .NET: one after the other, with one sandbox for all.</summary>
[CollectionDefinition(Name)]
public sealed class NetClientTests : ICollectionFixture<ClientNetwork>
{
    /// <summary>The collection's name, for <c>[Collection(NetClientTests.Name)]</c>.</summary>
    public const string Name = "Clients of .NET";
}
