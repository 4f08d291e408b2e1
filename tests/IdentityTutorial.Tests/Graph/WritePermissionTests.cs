using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sandbox.Graph;

namespace IdentityTutorial.Tests.Graph;

/// <summary>
/// Every method that changes something is refused without a token and without a permission. The routes are those that
/// the sandbox maps, so a new route that forgets to check its caller fails here.
/// </summary>
public sealed partial class WritePermissionTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private static readonly string[] _users = ["/me", "/users/{user}", "/users(userPrincipalName='{user}')"];

    // They are POST, and they change nothing: Directory.Read.All is enough. A batch checks each of its requests.
    private static readonly HashSet<string> _reads =
    [
        "POST /$batch",
        "POST /directoryObjects/getByIds",
        .. OfUsers("/getMemberObjects"),
        .. OfUsers("/getMemberGroups"),
        .. OfUsers("/checkMemberObjects"),
        .. OfUsers("/checkMemberGroups"),
    ];

    [Fact]
    public void The_list_names_routes_that_there_are() => Assert.Empty(_reads.Except(Writes().Select(Name)));

    [Fact]
    public async Task Without_a_token_every_method_that_changes_something_is_401() =>
        await Table.ShouldHoldAsync(Writes(), async route =>
            GraphAssert.IsError(
                await SendAsync(token: null, route), 401, "InvalidAuthenticationToken"));

    [Fact]
    public async Task With_permissions_to_read_an_administrator_changes_nothing_and_gets_403()
    {
        var reader = await graph.TokenAsync(GraphFixture.Administrator, GraphFixture.Everything);
        var application = await graph.ApplicationTokenAsync("Directory.Read.All", "Application.Read.All");
        var changes = Writes().Where(route => !_reads.Contains(Name(route))).ToList();

        await Table.ShouldHoldAsync(changes, async route =>
            GraphAssert.IsError(await SendAsync(reader, route), 403, "Authorization_RequestDenied"));

        // An app without a user gets another error at /me.
        var ofApplications = changes.Where(route => !route.Pattern.StartsWith("/me", StringComparison.Ordinal));
        await Table.ShouldHoldAsync(ofApplications, async route =>
            GraphAssert.IsError(await SendAsync(application, route), 403, "Authorization_RequestDenied"));
    }

    [Fact]
    public async Task With_permissions_to_read_the_methods_that_only_read_are_not_refused()
    {
        var reader = await graph.TokenAsync(GraphFixture.Administrator, GraphFixture.Everything);

        await Table.ShouldHoldAsync(Writes().Where(route => _reads.Contains(Name(route))), async route =>
        {
            var answer = await SendAsync(reader, route);
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
            Assert.NotEqual(HttpStatusCode.Forbidden, answer.Status);
        });
    }

    private static IEnumerable<string> OfUsers(string action) =>
        _users.Select(user => $"POST {user}{action}");

    private static string Name((string Method, string Pattern) route) => $"{route.Method} {route.Pattern}";

    private List<(string Method, string Pattern)> Writes()
    {
        var resources = graph.Login.Service<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GraphResource>())
            .OfType<GraphResource>()
            .ToList();
        Assert.Contains(resources, resource => resource.Pattern == "/me");
        return
        [
            .. resources.SelectMany(resource => resource.Methods
                .Where(method => !HttpMethods.IsGet(method))
                .Select(method => (method, resource.Pattern))),
        ];
    }

    // No object has these IDs. The permission is checked before the object is looked up.
    private Task<GraphAnswer> SendAsync(string? token, (string Method, string Pattern) route) =>
        graph.SendAsync(token, route.Method, Parameter().Replace(route.Pattern, Guid.NewGuid().ToString()), "{}");

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
