using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using IdentityTutorial.Tests.Graph;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.SandboxHost.OddRequests;

/// <summary>
/// Whatever a client sends, the sandbox answers: with no status of 500 and above, and with nothing in its log that it did not expect. The requests are those of
/// one seed, so that a change that has nothing to do with them cannot fail. To look for more, set ODD_REQUESTS_SEED to another number and ODD_REQUESTS_COUNT to
/// a larger one.
/// </summary>
public sealed class OddRequestTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private SandboxFactory Sandbox => graph.Login.Sandbox;

    [Fact]
    public async Task No_request_makes_an_endpoint_of_Entra_ID_fail() => await HoldsAsync(OddRequestGenerator.EntraId);

    [Fact]
    public async Task No_request_makes_an_endpoint_of_a_policy_fail() => await HoldsAsync(OddRequestGenerator.B2C);

    [Fact]
    public async Task No_query_makes_Graph_fail() => await HoldsAsync(OddRequestGenerator.Graph(await graph.TokenAsync()));

    private static ulong NumberIn(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>FsCheck checks a property synchronously, on a thread on which that may wait.</summary>
    private Task HoldsAsync(Arbitrary<OddRequest> requests)
    {
        var seed = new Replay(new Rnd(NumberIn("ODD_REQUESTS_SEED", 11), gamma: 1), size: null);
        var config = Config.QuickThrowOnFailure.WithMaxTest((int)NumberIn("ODD_REQUESTS_COUNT", 400)).WithReplay(seed);
        var property = Prop.ForAll(requests, request => FindFaultAsync(request).GetAwaiter().GetResult() is { } fault
            ? throw new Xunit.Sdk.XunitException(fault)
            : true);
        return Task.Run(() => property.Check(config), TestContext.Current.CancellationToken);
    }

    private async Task<string?> FindFaultAsync(OddRequest request)
    {
        var known = Sandbox.Log.Lines.Count;
        HttpContext context;
        try
        {
            context = await Sandbox.Server.SendAsync(target => Write(request, target.Request), TestContext.Current.CancellationToken);
            await context.Response.Body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"It throws {exception}";
        }

        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            return $"It answers {context.Response.StatusCode}. {string.Join(Environment.NewLine, Sandbox.Log.Lines.Skip(known).Where(line => line.Level >= LogLevel.Warning))}";
        }

        // Kestrel refuses to send such a header, and this server does not.
        var header = context.Response.Headers.FirstOrDefault(each => each.Value.ToString().Any(character => character is (< ' ' and not '\t') or > '~'));
        return header.Key is not null ? $"It answers with the header {header.Key}: {header.Value}"
            : Sandbox.Log.Lines.Skip(known).FirstOrDefault(line => line.Level >= LogLevel.Error) is { } error ? $"It logs {error}"
            : null;
    }

    private static void Write(OddRequest request, HttpRequest target)
    {
        target.Method = request.Method;
        target.Scheme = "https";
        target.Host = new HostString(SandboxFactory.Address.Authority);
        target.Path = new PathString(request.Path);
        if (request.Method is "POST" or "PUT")
        {
            target.ContentType = "application/x-www-form-urlencoded";
            target.Body = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(request.Encoded));
            target.ContentLength = target.Body.Length;
        }
        else
        {
            target.QueryString = new QueryString(request.Parameters.Count == 0 ? "" : "?" + request.Encoded);
        }

        foreach (var (name, value) in request.Headers)
        {
            target.Headers[name] = value;
        }
    }
}
