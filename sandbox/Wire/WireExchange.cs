using System.Text;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.Wire;

/// <summary>
/// One request to a protocol endpoint and its answer, as it went over the wire. It holds codes, tokens and client secrets, so it
/// stays in memory and on the sandbox's own pages, never on disk and never in a log. Passwords that people type are left out.
/// </summary>
public sealed record WireExchange
{
    private readonly byte[] _body = [];

    /// <summary>Grows with time, from 1; the record assigns it.</summary>
    public long Id { get; internal set; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long the answer took, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The endpoint's route, such as <c>/{tenant}/oauth2/v2.0/token</c>.</summary>
    public string Route { get; init; } = "";

    /// <summary>What the endpoint is for; <see langword="null"/> for the pages that a user sees.</summary>
    internal ProtocolRole? Role { get; init; }

    /// <summary>The ID of the sign-in or journey that the exchange begins or continues.</summary>
    public string? InteractionId { get; init; }

    /// <summary>The application's <c>client_id</c>, once an endpoint knew it.</summary>
    public string? ClientId { get; init; }

    /// <summary>The person's sign-in name, once an endpoint knew it.</summary>
    public string? User { get; init; }

    /// <summary>The name of the B2C policy, once an endpoint knew it.</summary>
    internal string? Policy { get; init; }

    /// <summary>Whether a form did what its page is for.</summary>
    internal bool IsPageDone { get; init; }

    /// <summary>The client's <c>client-request-id</c>, else one of the sandbox's own; error pages and error answers show the same.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Query and form parameters in order of arrival, and the requests of a batch.</summary>
    public required IReadOnlyList<WireParameter> Parameters { get; init; }

    /// <summary>The headers of request and answer that matter to the protocols.</summary>
    public IReadOnlyList<WireParameter> Headers { get; init; } = [];

    /// <summary>What the browser carries to the application: the parameters of an authorization answer.</summary>
    public IReadOnlyList<WireParameter> Answer { get; init; } = [];

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The answer's <c>Location</c>, where it redirects.</summary>
    public string? Location { get; init; }

    /// <summary>The answer's body where it is JSON, cut at <see cref="WireLimits.Body"/> bytes; <see langword="null"/> where it is not, or empty.</summary>
    public string? Body => _body.Length == 0 ? null : Encoding.UTF8.GetString(_body);

    /// <summary>The AADSTS or AADB2C number of the error that ended the exchange.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The error behind <see cref="ErrorCode"/>, with its cause and its fix.</summary>
    internal ProtocolError? Error { get; init; }

    /// <summary>The checks that the endpoint made, in order.</summary>
    public required IReadOnlyList<ExchangeNotes.Check> Checks { get; init; }

    /// <summary>The body as it was sent, which takes half the memory of a string.</summary>
    internal byte[] Utf8Body { init => _body = value; }

    /// <summary>About how many bytes of memory it takes.</summary>
    internal int Size => 500 + _body.Length
        + (2 * (Method.Length + Path.Length + CorrelationId.Length + LengthOf(InteractionId)))
        + (2 * (LengthOf(Location) + LengthOf(ClientId) + LengthOf(User) + LengthOf(Policy)))
        + SizeOf(Parameters) + SizeOf(Headers) + SizeOf(Answer)
        + (2 * (LengthOf(Error?.Message) + LengthOf(Error?.Cause) + LengthOf(Error?.Fix)))
        + Checks.Sum(check => 100 + (2 * (check.Name.Length + LengthOf(check.Detail))));

    private static int SizeOf(IReadOnlyList<WireParameter> parameters) =>
        parameters.Sum(parameter => 100 + (2 * (parameter.Name.Length + parameter.Value.Length)));

    private static int LengthOf(string? text) => text?.Length ?? 0;
}

/// <summary>One parameter or header.</summary>
/// <param name="In">
/// Where it stood: <c>query</c>, <c>form</c>, <c>batch</c>, <c>request header</c>, <c>response header</c>, and for what
/// the browser carries to the application <c>query</c>, <c>fragment</c> or <c>form_post</c>.
/// </param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, cut at <see cref="WireLimits.Value"/> characters.</param>
public sealed record WireParameter(string In, string Name, string Value);
