using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sandbox.Graph;

namespace IdentityTutorial.Tests.Graph;

public sealed class FaultTests
{
    [Fact]
    public async Task A_throttled_request_says_when_to_try_again()
    {
        await using var stage = new Stage(_ => new GraphFault(GraphFaultKind.Throttled, TimeSpan.FromSeconds(7)));

        var answer = await stage.SendAsync(HttpMethod.Get, "/me");

        GraphAssert.IsError(answer, 429, "TooManyRequests");
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Graph_may_be_down()
    {
        await using var stage = new Stage(_ => new GraphFault(GraphFaultKind.Unavailable));

        GraphAssert.IsError(await stage.SendAsync(HttpMethod.Get, "/users"), 503, "ServiceUnavailable");
    }

    [Fact]
    public async Task One_request_of_a_batch_may_be_throttled()
    {
        await using var stage = new Stage(request => request.Path == "/v1.0/organization" ? new GraphFault(GraphFaultKind.Throttled) : null);

        var answer = await stage.SendAsync(HttpMethod.Post, "/$batch", """{"requests":[{"id":"1","method":"GET","url":"/organization"},{"id":"2","method":"GET","url":"/users"}]}""");

        GraphAssert.IsOk(answer);
        var steps = answer.Body["responses"]!.AsArray();
        Assert.Equal((429, "1"), (steps[0]!["status"]!.GetValue<int>(), steps[0]!["headers"]!["Retry-After"]!.GetValue<string>()));
        Assert.Equal(403, steps[1]!["status"]!.GetValue<int>());
    }

    /// <summary>A sandbox whose Graph fails as it is told, and an application with a token for itself.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        private readonly SandboxFactory _sandbox = new();
        private readonly WebApplicationFactory<Sandbox.SandboxMarker> _host;
        private readonly HttpClient _client;

        public Stage(Func<HttpRequest, GraphFault?> strike)
        {
            _host = _sandbox.WithWebHostBuilder(builder =>
                builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<IGraphFault>(new Fault(strike)))));
            _client = _host.CreateClient(new() { BaseAddress = SandboxFactory.Address, AllowAutoRedirect = false });
        }

        public async Task<GraphAnswer> SendAsync(HttpMethod method, string path, string? json = null)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = SeededApp.SignIn.ClientId,
                ["client_secret"] = SeededApp.Secret,
                ["scope"] = "https://graph.microsoft.com/.default",
            });
            using var tokens = await _client.PostAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/token", form, GraphFixture.Token);
            Assert.Equal(HttpStatusCode.OK, tokens.StatusCode);
            var token = System.Text.Json.Nodes.JsonNode.Parse(await tokens.Content.ReadAsStringAsync(GraphFixture.Token))!["access_token"]!.GetValue<string>();
            using var request = new HttpRequestMessage(method, "/v1.0" + path)
            {
                Headers = { Authorization = new("Bearer", token) },
                Content = json is null ? null : new StringContent(json, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json")),
            };
            using var response = await _client.SendAsync(request, GraphFixture.Token);
            return await GraphAnswer.ReadAsync(response);
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await _host.DisposeAsync();
            await _sandbox.DisposeAsync();
        }
    }

    private sealed class Fault(Func<HttpRequest, GraphFault?> strike) : IGraphFault
    {
        public GraphFault? Strike(HttpRequest request) => strike(request);
    }
}
