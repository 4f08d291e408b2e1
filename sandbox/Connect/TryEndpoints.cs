using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Hosting;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.TokenPage;
using Sandbox.Wire;

namespace Sandbox.Connect;

/// <summary>
/// Tries an app: the sandbox takes the place of the app in a real sign-in, or in the request of a daemon, and shows the
/// tokens. The app has the redirect URI of the sandbox, and a secret for it, for as long as they are needed.
/// </summary>
internal sealed class TryEndpoints(
    LiveDirectory directory,
    AppChanges changes,
    TryRuns runs,
    TryRunner runner,
    TryCleaner cleaner,
    ConnectPageEndpoint pages,
    RecentTokens recent,
    IConfiguration configuration)
{
    /// <summary>Maps the form, the redirect URI and the page with the tokens.</summary>
    /// <param name="forms">A group that accepts forms from the sandbox's own pages only.</param>
    public static void Map(IEndpointRouteBuilder forms)
    {
        forms.MapPost(
            ConnectPageEndpoint.Address + "/{id:guid}/try",
            (Guid id, HttpContext context, TryEndpoints page) => page.StartAsync(id, context));
        forms.MapGet(
            TryAddress.Path + "/{run}/answer",
            (string run, HttpContext context, TryEndpoints page) => page.FinishAsync(run, context));
        forms.MapGet(
            TryAddress.Path + "/{run}",
            (string run, HttpContext context, TryEndpoints page) => page.Show(run, context));
    }

    private async Task<IResult> StartAsync(Guid id, HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var current = directory.Current;
        if (ConnectPageEndpoint.Find(current, id) is not { } registration)
        {
            return pages.ShowUnknown(id.ToString());
        }

        if (ConnectPageEndpoint.FindAuthority(current, registration, context) is not { } authority)
        {
            // The page of the app says why it cannot be tried.
            return new SeeOther(ConnectPageEndpoint.AddressOf(id));
        }

        var kind = AppKinds.Choose(AppKinds.Of(current, registration), form["kind"]);
        var name = Secrets.Create();
        var run = new TryRun
        {
            Id = name,
            Browser = BrowserMark.Of(context),
            ClientId = id,
            Authority = authority,
            Kind = kind,
            RedirectUri = TryAddress.Of(context.Request, name),
            Nonce = Secrets.Create(),
            Verifier = Secrets.Create(),
            Apis = TryRunner.ApisOf(current, registration, kind),
        };

        // Before its redirect URI is registered, because those of other runs are removed.
        runs.Add(run);
        if (kind != AppKind.Daemon)
        {
            return await BeginSignInAsync(run);
        }

        runs.End(run, await runner.RunDaemonAsync(run, context));
        return ToResult(run);
    }

    private async Task<IResult> BeginSignInAsync(TryRun run)
    {
        if (await changes.AddRedirectUriAsync(run.ClientId, run.Kind, run.RedirectUri) is { } problem)
        {
            runs.End(run, TryOutcome.Failure(
                new TryException($"The redirect URI of the sandbox cannot be registered. {problem}")));
            return ToResult(run);
        }

        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = run.ClientId.ToString(),
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["redirect_uri"] = run.RedirectUri,
            ["scope"] = TryRunner.ScopeOfSignIn(run),
            ["state"] = run.Id,
            ["nonce"] = run.Nonce,
            ["code_challenge"] = Base64UrlEncoder.Encode(Secrets.Hash(run.Verifier)),
            ["code_challenge_method"] = "S256",

            // The prompt lets the developer sign in as another user. B2C has no page with the accounts of the browser.
            ["prompt"] = run.Authority.UserFlow is null ? "select_account" : "login",
        };
        return new SeeOther(QueryHelpers.AddQueryString($"{run.Authority.Path}/oauth2/v2.0/authorize", parameters));
    }

    /// <summary>
    /// Takes the answer of a sign-in. Only the browser that began the sign-in can bring it, and only once.
    /// </summary>
    private async Task<IResult> FinishAsync(string name, HttpContext context)
    {
        var answer = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        answer.RejectDuplicates();
        if (answer.Required("state") != name)
        {
            throw new ProtocolException(PageErrors.Unknown());
        }

        var run = runs.Answer(name, context);
        var outcome = TryOutcome.Failure(new TryException("The sign-in was interrupted. Try the app again."));
        try
        {
            outcome = answer["error"] is { } error
                ? TryOutcome.Failure(TryException.Of(error, answer["error_description"]))
                : await runner.RedeemAsync(run, answer.Required("code"), context);
        }
        finally
        {
            runs.End(run, outcome);
            await cleaner.RemoveAsync();
        }

        return ToResult(run);
    }

    private PageResult Show(string name, HttpContext context)
    {
        var run = runs.Get(name, context);
        var current = directory.Current;
        return run.Outcome is not { } outcome || ConnectPageEndpoint.Find(current, run.ClientId) is not { } registration
            ? throw new ProtocolException(PageErrors.Unknown())
            : new PageResult("~/Connect/TryPage.cshtml", new TryPage(
                registration.Application,
                run.Authority,
                run.Kind,
                outcome,
                RecordExchanges.IsOn(configuration),
                [.. outcome.Tokens.Select(token => (token, recent.Find(token.Exchange, token.Name)))]));
    }

    private static SeeOther ToResult(TryRun run) => new($"{TryAddress.Path}/{run.Id}");
}

/// <summary>What the page with the tokens shows.</summary>
/// <param name="App">The app.</param>
/// <param name="Authority">Where the app sent the user.</param>
/// <param name="Kind">What the app was in the run.</param>
/// <param name="Outcome">What came of the run.</param>
/// <param name="IsRecording">Whether the sandbox records protocol exchanges, which have the tokens.</param>
/// <param name="Tokens">The tokens, each with its value while the sandbox still has it.</param>
internal sealed record TryPage(
    Application App,
    AppAuthority Authority,
    AppKind Kind,
    TryOutcome Outcome,
    bool IsRecording,
    IReadOnlyList<(TryToken Token, RecentToken? Recorded)> Tokens);
