using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;
using Sandbox.TokenPage;

namespace Sandbox.Connect;

/// <summary>A sign-in, or a request of a daemon, by which a developer tries an app.</summary>
internal sealed record TryRun
{
    /// <summary>The name of the run, which is also the <c>state</c> of its sign-in.</summary>
    public required string Id { get; init; }

    /// <summary>The browser in which it began.</summary>
    public required BrowserMark Browser { get; init; }

    /// <summary>The app.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>Where the app sends its users, and requests its tokens.</summary>
    public required AppAuthority Authority { get; init; }

    /// <summary>What the app is in this run.</summary>
    public required AppKind Kind { get; init; }

    /// <summary>The redirect URI of a sign-in.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The value that the ID token has to repeat.</summary>
    public required string Nonce { get; init; }

    /// <summary>The PKCE verifier (RFC 7636, section 4.1).</summary>
    public required string Verifier { get; init; }

    /// <summary>The scopes by API, in the order in which tokens are requested.</summary>
    public required IReadOnlyList<TryApi> Apis { get; init; }

    /// <summary>Whether the answer of the sign-in has arrived.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>What came of it; <see langword="null"/> while it is under way.</summary>
    public TryOutcome? Outcome { get; init; }
}

/// <summary>An API for which a run requests a token.</summary>
/// <param name="Name">Its name for readers.</param>
/// <param name="Scopes">The scopes, as an app asks for them.</param>
internal sealed record TryApi(string Name, IReadOnlyList<string> Scopes);

/// <summary>What came of a run.</summary>
/// <param name="Checks">What was checked, in order. The last one has failed if the run has.</param>
/// <param name="Tokens">The tokens that were issued.</param>
/// <param name="User">The signed-in user, where there is one.</param>
/// <param name="ErrorCode">The code of the error that ended the run, such as <c>AADSTS65004</c>.</param>
internal sealed record TryOutcome(
    IReadOnlyList<TokenVerdict> Checks, IReadOnlyList<TryToken> Tokens, string? User, string? ErrorCode)
{
    /// <summary>The outcome of a run that has failed.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="checks">What had passed before.</param>
    /// <param name="tokens">The tokens that were issued before.</param>
    public static TryOutcome Failure(
        TryException exception, IReadOnlyList<TokenVerdict>? checks = null, IReadOnlyList<TryToken>? tokens = null) =>
        new([.. checks ?? [], TokenVerdict.Failed(exception.Message)], tokens ?? [], User: null, exception.Code);

    /// <summary>Whether every check has passed.</summary>
    public bool IsGood => Checks.All(check => check.Result == TokenCheckResult.Passed);
}

/// <summary>A token that a run has got. Its value is in the record of protocol exchanges, and nowhere else.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Exchange">The correlation ID of the token request.</param>
/// <param name="Name">The name of the member of the answer.</param>
internal sealed record TryToken(string Title, Guid Exchange, string Name);

/// <summary>The runs of the last hour, in memory.</summary>
internal sealed class TryRuns(TimeProvider time) : IForgottenByReset
{
    private readonly UnderWay<TryRun> _runs = new(time, TimeSpan.FromHours(1), maxSize: 1_000);

    /// <summary>Keeps a run from now on.</summary>
    public void Add(TryRun run) => _runs.Add(run.Id, run, size: 1);

    /// <summary>The run with a name, in the browser in which it began.</summary>
    /// <exception cref="ProtocolException">There is none, it is another browser's, or it is too old.</exception>
    public TryRun Get(string id, HttpContext context) => _runs.Find(id) switch
    {
        null => throw new ProtocolException(PageErrors.Unknown()),
        var (run, _) when !run.Browser.IsOn(context) => throw new ProtocolException(PageErrors.OtherBrowser()),
        (_, true) => throw new ProtocolException(PageErrors.Expired()),
        var (run, _) => run,
    };

    /// <summary>Takes the answer of a sign-in. Of two answers, the first one counts.</summary>
    /// <exception cref="ProtocolException">There is no such run in this browser, or it has an answer.</exception>
    public TryRun Answer(string id, HttpContext context)
    {
        Get(id, context);
        return _runs.Change(id, run => run with { IsAnswered = true }) is ({ IsAnswered: false }, var run)
            ? run
            : throw new ProtocolException(PageErrors.Over());
    }

    /// <summary>Keeps what came of a run.</summary>
    public void End(TryRun run, TryOutcome outcome) =>
        _runs.Change(run.Id, newest => newest with { IsAnswered = true, Outcome = outcome });

    /// <summary>Whether a run is under way.</summary>
    public bool IsOpen(string id) => _runs.Find(id) is ({ Outcome: null }, false);

    /// <inheritdoc />
    public void Forget() => _runs.Clear();
}
