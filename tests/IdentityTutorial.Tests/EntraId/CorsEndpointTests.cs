using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Sandbox.Graph;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>
/// The endpoints that scripts of other origins may call, as the sandbox maps them. An endpoint that is open by mistake
/// fails here, and so does one that lost its policy.
/// </summary>
public sealed class CorsEndpointTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private static readonly string[] _open =
    [
        "{tenant}/.well-known/openid-configuration",
        "{tenant}/v2.0/.well-known/openid-configuration",
        "{tenant}/{policy}/v2.0/.well-known/openid-configuration",
        "tfp/{tenant}/{policy}/v2.0/.well-known/openid-configuration",
        "{tenant}/discovery/keys",
        "{tenant}/discovery/v2.0/keys",
        "{tenant}/{policy}/discovery/v2.0/keys",
        "tfp/{tenant}/{policy}/discovery/v2.0/keys",
        "{tenant}/oauth2/token",
        "{tenant}/oauth2/v2.0/token",
        "{tenant}/{policy}/oauth2/v2.0/token",
        "tfp/{tenant}/{policy}/oauth2/v2.0/token",
        "{tenant}/openid/userinfo",
        "oidc/userinfo",
        "v1.0/{**path}",
        "beta/$batch",
        "beta/{**path}",
    ];

    [Fact]
    public void Endpoints_with_a_CORS_policy_are_those_of_the_protocols_and_of_Graph()
    {
        var open = Open().ToHashSet();
        var graph = Endpoints()
            .Select(endpoint => endpoint.Metadata.GetMetadata<GraphResource>())
            .OfType<GraphResource>()
            .Select(resource => "v1.0" + resource.Pattern)
            .ToHashSet();

        Assert.Contains("v1.0/me", graph);
        Assert.Empty(graph.Except(open));
        Assert.Equal(_open.Order(StringComparer.Ordinal), open.Except(graph).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void They_share_the_policy_for_single_page_apps() =>
        Assert.Equal(
            ["single-page apps"],
            Endpoints().SelectMany(endpoint => endpoint.Metadata.OfType<ICorsMetadata>())
                .Select(policy => Assert.IsAssignableFrom<IEnableCorsAttribute>(policy).PolicyName).Distinct());

    private IEnumerable<string> Open() =>
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<ICorsMetadata>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/'));

    private IEnumerable<RouteEndpoint> Endpoints() =>
        fixture.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
