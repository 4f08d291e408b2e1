using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace IdentityTutorial.Tests.SandboxHost.OddRequests;

/// <summary>
/// Whatever a client sends to any endpoint, the sandbox answers: with no status of 500 and above, and with no error in
/// its log. The requests are those of one seed, so each run sends the same ones. To send others, set
/// ODD_REQUESTS_SEED to another number and ODD_REQUESTS_COUNT to a larger one.
/// </summary>
public sealed class EveryEndpointTests(OddRequestFixture known) : IClassFixture<OddRequestFixture>
{
    private static readonly Dictionary<string, string> _leftOut = new()
    {
        ["/sandbox/api/reset"] = "It would delete what waits, and the token. SandboxApiTests sends its requests.",
        ["/sandbox/wire/events"] = "Its answer does not end. WireEventsTests reads it.",
        ["/sandbox/api/ready"] = "It reads nothing, and answers 503 because no chapter runs.",
    };

    /// <summary>The pages that need what the fixture does not have, such as a sign-in of Try it.</summary>
    private static readonly string[] _notFound =
    [
        "/sandbox/status/{code:int:range(400,599)}", "/sandbox/connect/try/{run}", "/sandbox/connect/try/{run}/answer",
        "/sandbox/wire/export",
    ];

    private SandboxFactory Sandbox => known.Sandbox;

    [Fact]
    public async Task No_odd_request_makes_an_endpoint_fail()
    {
        var endpoints = SandboxEndpoint.AllOf(Sandbox);
        Assert.All(_leftOut.Keys, path => Assert.Contains(endpoints, endpoint => endpoint.Pattern == path));
        var targets = endpoints.Where(endpoint => !_leftOut.ContainsKey(endpoint.Pattern))
            .SelectMany(Target.Of).OrderBy(target => target.Turn);

        await Table.ShouldHoldAsync(targets, HoldsAsync);

        // If an odd request ended one of these pages, later requests would not test it.
        await Table.ShouldHoldAsync(known.Waiting, async path =>
        {
            var context = await SendAsync(PlainRequest("GET", path, isGraph: false));
            Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
        });
    }

    private static ulong NumberIn(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    private async Task HoldsAsync(Target target)
    {
        foreach (var method in target.Methods)
        {
            await MeantEndpointAnswersAsync(target.Endpoint, method);
        }

        // FsCheck checks a property synchronously, on a thread on which that may wait.
        var seed = new Replay(new Rnd(NumberIn("ODD_REQUESTS_SEED", 11), gamma: 1), size: null);
        var count = (int)NumberIn("ODD_REQUESTS_COUNT", (ulong)target.Count);
        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(seed);
        var requests = OddRequestGenerator.To(target.Endpoint, target.Methods, known);
        var property = Prop.ForAll(
            requests,
            request => FindFaultAsync(request, target.Endpoint).GetAwaiter().GetResult() is { } fault
                ? throw new Xunit.Sdk.XunitException(fault)
                : true);
        await Task.Run(() => property.Check(config), TestContext.Current.CancellationToken);
    }

    /// <summary>Checks that the path reaches the endpoint. Otherwise, all odd requests would pass with 404.</summary>
    private async Task MeantEndpointAnswersAsync(SandboxEndpoint endpoint, string method)
    {
        var path = known.PathOf(endpoint);
        var request = PlainRequest(method, path, endpoint.Role == "Graph");
        var context = await SendAsync(request with { Query = OddRequestFixture.QueryOf(endpoint) });
        var reached = SandboxEndpoint.Of(context);
        Assert.True(endpoint.Is(reached), $"{method} {path} reaches {reached}, and not {endpoint}.");
        Assert.False(
            method == "GET" && endpoint.Role is null && !_notFound.Contains(endpoint.Pattern)
            && context.Response.StatusCode == StatusCodes.Status404NotFound,
            $"{path} finds nothing, so that no request reaches the code behind it.");
        Assert.True(
            endpoint.Role != "Graph" || context.Response.StatusCode != StatusCodes.Status401Unauthorized,
            $"{method} {path}: Graph does not accept the token any more, so it rejects requests before it reads them.");
    }

    private OddRequest PlainRequest(string method, string path, bool isGraph) => isGraph
        ? new(
            method,
            path,
            [],
            [("Authorization", "Bearer " + known.GraphToken)],
            method is "GET" or "DELETE" ? null : "{}")
        : new(method, path, known.FormToken, [known.Cookies]);

    private async Task<HttpContext> SendAsync(OddRequest request)
    {
        var context = await Sandbox.Server.SendAsync(
            target => Write(request, target.Request), TestContext.Current.CancellationToken);
        await context.Response.Body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        return context;
    }

    private async Task<string?> FindFaultAsync(OddRequest request, SandboxEndpoint endpoint)
    {
        var logged = Sandbox.Log.Lines.Count;
        HttpContext context;
        try
        {
            context = await SendAsync(request);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"It throws {exception}";
        }

        var errors = Sandbox.Log.Lines.Skip(logged).Where(line => !IsAboutCookie(line)).ToList();
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError || errors.Count > 0)
        {
            return $"It answers {context.Response.StatusCode}. {string.Join(Environment.NewLine, errors)}";
        }

        // Kestrel refuses to send such a header, and this server does not.
        var header = context.Response.Headers.FirstOrDefault(each =>
            each.Value.ToString().Any(character => character is (< ' ' and not '\t') or > '~'));
        if (header.Key is not null)
        {
            return $"It answers with the header {header.Key}: {header.Value}";
        }

        if (Uri.TryCreate(context.Response.Headers.Location, UriKind.Absolute, out var location)
            && location.Scheme.StartsWith("http", StringComparison.Ordinal) && !location.IsLoopback)
        {
            return $"It redirects to {location}";
        }

        var isForIt = request.Path == known.PathOf(endpoint) && !request.Headers.Any(each => each.Name == "Host");
        var reached = SandboxEndpoint.Of(context);
        return isForIt && !endpoint.Is(reached) ? $"It reaches {reached}." : null;
    }

    /// <summary>
    /// Whether ASP.NET Core says that it cannot read an antiforgery cookie, as one of a deleted database. It then
    /// creates another cookie for the page.
    /// </summary>
    private static bool IsAboutCookie(LogLine line) =>
        line is { Category: "Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", EventId.Id: 7 };

    private static void Write(OddRequest request, HttpRequest target)
    {
        target.Method = request.Method;
        target.Scheme = "https";
        target.Host = new HostString(SandboxFactory.Address.Authority);
        target.Path = new PathString(request.Path);
        target.QueryString = new QueryString(request.Query);
        if (request.Json is null && request.Method is "POST" or "PUT")
        {
            WriteBody(target, "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(request.Encoded));
        }
        else
        {
            target.QueryString += new QueryString(request.Parameters.Count == 0 ? "" : "?" + request.Encoded);
            if (request.Json is { } json)
            {
                WriteBody(target, "application/json", Encoding.UTF8.GetBytes(json));
            }
        }

        foreach (var (name, value) in request.Headers)
        {
            target.Headers[name] = value;
        }
    }

    private static void WriteBody(HttpRequest target, string type, byte[] body)
    {
        target.ContentType = type;
        target.Body = new MemoryStream(body);
        target.ContentLength = body.Length;
    }

    /// <summary>An endpoint with the methods to use.</summary>
    private sealed record Target(SandboxEndpoint Endpoint, IReadOnlyList<string> Methods, Turn Turn)
    {
        // Most endpoints of Graph answer to DELETE with 405.
        public int Count => Turn == Turn.Deletes ? 5 : 20;

        public static IEnumerable<Target> Of(SandboxEndpoint endpoint) => endpoint.Methods
            .GroupBy(method => TurnOf(endpoint.Pattern, method))
            .Select(group => new Target(endpoint, [.. group], group.Key));

        private static Turn TurnOf(string pattern, string method) => (pattern, method) switch
        {
            (_, "DELETE") => Turn.Deletes,
            ("/v1.0/me/revokeSignInSessions", "POST") => Turn.RevokesToken,
            _ => Turn.First,
        };

        public override string ToString() => $"{string.Join(',', Methods)} {Endpoint.Pattern}";
    }

    /// <summary>Requests that delete or revoke something come last, because other requests need it.</summary>
    private enum Turn
    {
        First,
        Deletes,
        RevokesToken,
    }
}
