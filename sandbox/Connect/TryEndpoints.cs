using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Hosting;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Scopes;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.TokenPage;

namespace Sandbox.Connect;

/// <summary>
/// Tries an app: the sandbox takes the place of the app in a real sign-in, or in the request of a daemon, and shows the
/// tokens. The app has the redirect URI of the sandbox, and a secret for it, for as long as they are needed.
/// </summary>
internal sealed class TryEndpoints(
    LiveDirectory directory, AppRegistrar registrar, TryRuns runs, TryClient client, ConnectPageEndpoint pages, RecentTokens recent)
{
    private const string SecretName = "Try it";

    // A secret that outlives a process which was killed expires soon.
    private static readonly TimeSpan _secretLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Maps the form, the redirect URI and the page with the tokens.</summary>
    /// <param name="forms">A group that accepts forms from the sandbox's own pages only.</param>
    public static void Map(IEndpointRouteBuilder forms)
    {
        forms.MapPost(
            ConnectPageEndpoint.Address + "/{id:guid}/try",
            (Guid id, HttpContext context, TryEndpoints page) => page.StartAsync(id, context));
        forms.MapGet(TryAddress.Path, (HttpContext context, TryEndpoints page) => page.FinishAsync(context));
        forms.MapGet(
            TryAddress.Path + "/{run}", (string run, HttpContext context, TryEndpoints page) => page.Show(run, context));
    }

    private async Task<IResult> StartAsync(Guid id, HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var current = directory.Current;
        if (ConnectPageEndpoint.Find(current, id) is not { } registration
            || current.FindTenant(registration.Application.TenantId) is not { Kind: not TenantKind.B2C } tenant)
        {
            return pages.ShowUnknown(id.ToString());
        }

        var kinds = AppKinds.Of(current, registration);
        var kind = AppKinds.Find(form["kind"]) is { } asked && kinds.Contains(asked) ? asked : kinds[0];
        var run = new TryRun
        {
            Id = Secrets.Create(),
            Browser = BrowserMark.Of(context),
            ClientId = id,
            Kind = kind,
            Apis = ApisOf(current, registration, kind),
        };
        return kind == AppKind.Daemon
            ? await RunDaemonAsync(run, tenant.Id, context)
            : await BeginSignInAsync(run, tenant.Id, context);
    }

    private async Task<IResult> BeginSignInAsync(TryRun run, Guid tenantId, HttpContext context)
    {
        run = run with
        {
            RedirectUri = TryAddress.Of(context.Request),
            Nonce = Secrets.Create(),
            Verifier = Secrets.Create(),
        };
        if (await registrar.AddRedirectUriAsync(run.ClientId, run.Kind, run.RedirectUri) is { } problem)
        {
            runs.Add(run);
            runs.End(run, Failure([], new TryException($"The redirect URI of the sandbox cannot be registered. {problem}")));
            return ToResult(run);
        }

        runs.Add(run);
        return new SeeOther(QueryHelpers.AddQueryString($"/{tenantId}/oauth2/v2.0/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = run.ClientId.ToString(),
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["redirect_uri"] = run.RedirectUri,
            ["scope"] = string.Join(' ', ApiScopes.OpenId.Concat(run.Apis.SelectMany(api => api.Scopes))),
            ["state"] = run.Id,
            ["nonce"] = run.Nonce,
            ["code_challenge"] = Base64UrlEncoder.Encode(Secrets.Hash(run.Verifier)),
            ["code_challenge_method"] = "S256",
            ["prompt"] = "select_account",
        }));
    }

    /// <summary>
    /// Takes the answer of a sign-in. Only the browser that began the sign-in can bring it, and only once.
    /// </summary>
    private async Task<IResult> FinishAsync(HttpContext context)
    {
        var answer = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        answer.RejectDuplicates();
        var run = runs.Answer(answer.Required("state"), context);
        try
        {
            runs.End(run, answer["error"] is { } error
                ? Failure([], TryException.Of(error, answer["error_description"]))
                : await RedeemAsync(run, answer.Required("code"), context));
        }
        finally
        {
            if (!runs.IsNeeded(run))
            {
                await registrar.RemoveRedirectUriAsync(run.ClientId, run.Kind, run.RedirectUri);
            }
        }

        return ToResult(run);
    }

    private IResult Show(string name, HttpContext context)
    {
        var run = runs.Get(name, context);
        var current = directory.Current;
        return run.Outcome is not { } outcome || ConnectPageEndpoint.Find(current, run.ClientId) is not { } registration
            ? throw new ProtocolException(InteractionErrors.Unknown())
            : new PageResult("~/Connect/TryPage.cshtml", new TryPage(
                registration.Application,
                run.Kind,
                outcome,
                [.. outcome.Tokens.Select(token => (token, recent.Find(token.Exchange, token.Name)))]));
    }

    /// <summary>Redeems the code, checks the ID token, and gets a token for each further API with the refresh token.</summary>
    private async Task<TryOutcome> RedeemAsync(TryRun run, string code, HttpContext context)
    {
        var checks = new List<TokenVerdict>
        {
            TokenVerdict.Passed("The state of the answer is the one of this sign-in, and the answer came to the same browser."),
        };
        var tokens = new List<TryToken>();
        string? user = null;
        try
        {
            await WithCredentialAsync(run, async (tenantId, credential) =>
            {
                var isSpa = run.Kind == AppKind.Spa;
                var answer = await client.RequestTokensAsync(
                    tenantId,
                    [
                        .. credential,
                        new("grant_type", "authorization_code"),
                        new("code", code),
                        new("redirect_uri", run.RedirectUri),
                        new("code_verifier", run.Verifier),
                        new("scope", string.Join(' ', [.. ApiScopes.OpenId, .. run.Apis.Take(1).SelectMany(api => api.Scopes)])),
                    ],
                    isSpa,
                    context);
                checks.Add(TokenVerdict.Passed(
                    $"The token endpoint has redeemed the code with the PKCE code verifier and {ProofOf(run, credential)}."));
                tokens.Add(new TryToken("ID token", answer.Exchange, "id_token"));
                tokens.Add(AccessToken(run.Apis.FirstOrDefault(), answer));
                user = await client.CheckIdTokenAsync(answer.Find("id_token") ?? "", run, tenantId, context);
                checks.Add(TokenVerdict.Passed(
                    "The ID token is signed with a key of the metadata, and its issuer, audience, times and nonce are right."));
                foreach (var api in run.Apis.Skip(1))
                {
                    var more = await client.RequestTokensAsync(
                        tenantId,
                        [
                            .. credential,
                            new("grant_type", "refresh_token"),
                            new("refresh_token", answer.Find("refresh_token") ?? ""),
                            new("scope", string.Join(' ', api.Scopes)),
                        ],
                        isSpa,
                        context);
                    tokens.Add(AccessToken(api, more));
                    checks.Add(TokenVerdict.Passed($"The refresh token gave an access token for {api.Name}."));
                }
            });
            return new TryOutcome(checks, tokens, user, ErrorCode: null);
        }
        catch (TryException exception)
        {
            return Failure(checks, exception) with { Tokens = tokens };
        }
    }

    private async Task<IResult> RunDaemonAsync(TryRun run, Guid tenantId, HttpContext context)
    {
        var checks = new List<TokenVerdict>();
        var tokens = new List<TryToken>();
        runs.Add(run);
        try
        {
            await WithCredentialAsync(run, async (_, credential) =>
            {
                foreach (var api in run.Apis)
                {
                    var answer = await client.RequestTokensAsync(
                        tenantId,
                        [.. credential, new("grant_type", "client_credentials"), new("scope", api.Scopes[0])],
                        isFromBrowser: false,
                        context);
                    tokens.Add(AccessToken(api, answer));
                    checks.Add(TokenVerdict.Passed(
                        $"The token endpoint has issued an access token for {api.Name}, for the client credentials of the app."));
                }
            });
            runs.End(run, new TryOutcome(checks, tokens, User: null, ErrorCode: null));
        }
        catch (TryException exception)
        {
            runs.End(run, Failure(checks, exception) with { Tokens = tokens });
        }

        return ToResult(run);
    }

    /// <summary>
    /// Lets a run authenticate as its app. The sandbox knows no secret of an app, so a confidential client gets one that
    /// is removed afterwards.
    /// </summary>
    private async Task WithCredentialAsync(
        TryRun run, Func<Guid, IReadOnlyList<KeyValuePair<string, string>>, Task> act)
    {
        if (ConnectPageEndpoint.Find(directory.Current, run.ClientId)?.Application is not { } app)
        {
            throw new TryException("The app was deleted meanwhile.");
        }

        KeyValuePair<string, string> clientId = new("client_id", app.ClientId.ToString());
        if (run.Kind == AppKind.Spa || app.IsPublicClient)
        {
            await act(app.TenantId, [clientId]);
            return;
        }

        var (id, secret) = await registrar.AddSecretAsync(app.ClientId, SecretName, _secretLifetime);
        try
        {
            await act(app.TenantId, [clientId, new("client_secret", secret)]);
        }
        finally
        {
            await registrar.RemoveSecretAsync(app.ClientId, id);
        }
    }

    /// <summary>
    /// The APIs for which a run asks for tokens. An API asks for itself, as it can in the cloud, because a token for it
    /// is what its developer needs.
    /// </summary>
    private static IReadOnlyList<TryApi> ApisOf(DirectorySnapshot directory, RegisteredApplication registration, AppKind kind)
    {
        var app = registration.Application;
        switch (kind)
        {
            case AppKind.Daemon:
                TryApi[] granted =
                [
                    .. ApiPermissions.GrantedRoles(directory, app.ClientId).Select(entry =>
                        new TryApi(ApiPermissions.TitleOf(entry.Api), [DefaultOf(entry.Api)])),
                ];
                return granted.Length > 0
                    ? granted
                    : [new TryApi("Microsoft Graph", [$"{WellKnown.GraphAudience}/.default"])];
            case AppKind.Api:
                string[] scopes =
                [
                    .. registration.AllScopes
                        .Where(scope => scope.IsEnabled)
                        .Select(scope => ApiPermissions.FullName(app, scope.Value)),
                ];
                return [new TryApi(app.DisplayName, scopes.Length > 0 ? scopes : [DefaultOf(app)])];
            default:
                return
                [
                    .. ApiPermissions.ConfiguredScopes(directory, registration)
                        .Where(entry => entry.Scopes.Count > 0)
                        .Select(entry => new TryApi(
                            ApiPermissions.TitleOf(entry.Api),
                            [.. entry.Scopes.Select(scope => ApiPermissions.FullName(entry.Api, scope))])),
                ];
        }
    }

    private static string DefaultOf(Application api) =>
        $"{(api.ClientId == WellKnown.Graph ? WellKnown.GraphAudience : ApiPermissions.NameOf(api))}/.default";

    private static TryToken AccessToken(TryApi? api, TryAnswer answer) =>
        new($"Access token for {api?.Name ?? "Microsoft Graph"}", answer.Exchange, "access_token");

    private static string ProofOf(TryRun run, IReadOnlyList<KeyValuePair<string, string>> credential) =>
        credential.Count > 1 ? "a client secret"
        : run.Kind == AppKind.Spa ? "the origin of a browser, without a secret"
        : "no secret";

    private static TryOutcome Failure(IReadOnlyList<TokenVerdict> checks, TryException exception) =>
        new([.. checks, TokenVerdict.Failed(exception.Message)], [], User: null, exception.Code);

    private static SeeOther ToResult(TryRun run) => new($"{TryAddress.Path}/{run.Id}");
}

/// <summary>What the page with the tokens shows.</summary>
/// <param name="App">The app.</param>
/// <param name="Kind">What the app was in the run.</param>
/// <param name="Outcome">What came of the run.</param>
/// <param name="Tokens">The tokens, each with its value while the sandbox still has it.</param>
internal sealed record TryPage(
    Application App, AppKind Kind, TryOutcome Outcome, IReadOnlyList<(TryToken Token, RecentToken? Recorded)> Tokens);
