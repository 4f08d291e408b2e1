using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Protocol.Scopes;
using Sandbox.Tenants;
using Sandbox.TokenPage;

namespace Sandbox.Connect;

/// <summary>Gets the tokens of an app in its place, with a secret that exists for this time only.</summary>
internal sealed class TryRunner(LiveDirectory directory, AppChanges changes, TryClient client)
{
    private const string SecretName = "Try it";

    // A secret that outlives a process which was killed expires soon.
    private static readonly TimeSpan _secretLifetime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The APIs for which a run asks for tokens. An API asks for itself, as it can in the cloud, because a token for it
    /// is what its developer needs.
    /// </summary>
    public static IReadOnlyList<TryApi> ApisOf(
        DirectorySnapshot directory, RegisteredApplication registration, AppKind kind)
    {
        var isB2C = directory.FindTenant(registration.Application.TenantId) is { Kind: TenantKind.B2C };
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
            case AppKind.Api when isB2C:
                return [new TryApi(app.DisplayName, OwnScopesAtB2C(registration))];
            case AppKind.Api:
                string[] scopes =
                [
                    .. registration.AllScopes
                        .Where(scope => scope.IsEnabled)
                        .Select(scope => ApiPermissions.FullName(app, scope.Value)),
                ];
                return [new TryApi(app.DisplayName, scopes.Length > 0 ? scopes : [DefaultOf(app)])];
            default:
                TryApi[] configured =
                [
                    .. ApiPermissions.ConfiguredScopes(directory, registration)
                        .Select(entry => new TryApi(
                            ApiPermissions.TitleOf(entry.Api),
                            [.. entry.Scopes.Select(scope => ApiPermissions.FullName(entry.Api, scope))])),
                ];
                return configured.Length > 0 || !isB2C
                    ? configured
                    : [new TryApi(app.DisplayName, [app.ClientId.ToString()])];
        }
    }

    /// <summary>
    /// The scopes with which an API of B2C requests a token for itself: those that an administrator granted to it. Its
    /// client ID is a scope too, but the token has no scope then.
    /// </summary>
    private static string[] OwnScopesAtB2C(RegisteredApplication registration)
    {
        var app = registration.Application;
        string[] granted =
        [
            .. registration.AllowedByAdministrator(app.TenantId, app.ClientId)
                .Where(registration.Scopes.ContainsKey)
                .Select(scope => ApiPermissions.FullName(app, scope)),
        ];
        return granted.Length > 0 ? granted : [app.ClientId.ToString()];
    }

    /// <summary>
    /// The scopes of a run's sign-in. Entra ID has the user consent to all APIs at once. B2C has no consent, and takes
    /// the scopes of one API.
    /// </summary>
    public static string ScopeOfSignIn(TryRun run) =>
        ScopeOf(run.Authority.UserFlow is null ? run.Apis : run.Apis.Take(1));

    private static string ScopeOf(IEnumerable<TryApi> apis) =>
        string.Join(' ', ApiScopes.OpenId.Concat(apis.SelectMany(api => api.Scopes)));

    /// <summary>
    /// Redeems the code, checks the ID token, and gets a token for each further API with the refresh token.
    /// </summary>
    public async Task<TryOutcome> RedeemAsync(TryRun run, string code, HttpContext context)
    {
        var checks = new List<TokenVerdict>
        {
            TokenVerdict.Passed(
                "The state of the answer belongs to this sign-in, and the answer came from the same browser."),
        };
        var tokens = new List<TryToken>();
        string? user = null;
        try
        {
            await WithCredentialAsync(run, async credential =>
            {
                var isSpa = run.Kind == AppKind.Spa;
                var answer = await client.RequestTokensAsync(
                    run.Authority,
                    [
                        .. credential,
                        new("grant_type", "authorization_code"),
                        new("code", code),
                        new("redirect_uri", run.RedirectUri),
                        new("code_verifier", run.Verifier),
                        new("scope", ScopeOf(run.Apis.Take(1))),
                    ],
                    isSpa,
                    context);
                checks.Add(TokenVerdict.Passed(
                    "The token endpoint has redeemed the code with the PKCE code verifier and "
                        + $"{ProofOf(run, credential)}."));
                tokens.Add(new TryToken("ID token", answer.Exchange, "id_token"));
                tokens.Add(AccessToken(run.Apis is [var first, ..] ? first : null, answer));
                user = await client.CheckIdTokenAsync(answer.Find("id_token") ?? "", run, context);
                checks.Add(TokenVerdict.Passed(
                    "The ID token is signed with a key of the metadata, and its issuer, audience, times and nonce are "
                        + "right."));
                foreach (var api in run.Apis.Skip(1))
                {
                    var more = await client.RequestTokensAsync(
                        run.Authority,
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
            return TryOutcome.Failure(exception, checks, tokens);
        }
    }

    /// <summary>Gets a token for each API with the client credentials of the app.</summary>
    public async Task<TryOutcome> RunDaemonAsync(TryRun run, HttpContext context)
    {
        var checks = new List<TokenVerdict>();
        var tokens = new List<TryToken>();
        try
        {
            await WithCredentialAsync(run, async credential =>
            {
                foreach (var api in run.Apis)
                {
                    var answer = await client.RequestTokensAsync(
                        run.Authority,
                        [.. credential, new("grant_type", "client_credentials"), new("scope", api.Scopes[0])],
                        isFromBrowser: false,
                        context);
                    tokens.Add(AccessToken(api, answer));
                    checks.Add(TokenVerdict.Passed(
                        $"The token endpoint has issued an access token for {api.Name}, for the client credentials of "
                            + "the app."));
                }
            });
            return new TryOutcome(checks, tokens, User: null, ErrorCode: null);
        }
        catch (TryException exception)
        {
            return TryOutcome.Failure(exception, checks, tokens);
        }
    }

    /// <summary>
    /// Lets a run authenticate as its app. The sandbox knows no secret of an app, so a run that needs one gets
    /// one that is removed afterwards.
    /// </summary>
    private async Task WithCredentialAsync(
        TryRun run, Func<IReadOnlyList<KeyValuePair<string, string>>, Task> act)
    {
        if (ConnectPageEndpoint.Find(directory.Current, run.ClientId)?.Application is not { } app)
        {
            throw new TryException("The app was deleted meanwhile.");
        }

        KeyValuePair<string, string> clientId = new("client_id", app.ClientId.ToString());
        if (run.Kind is AppKind.Spa or AppKind.Native)
        {
            await act([clientId]);
            return;
        }

        var (id, secret) = await changes.AddSecretAsync(app.ClientId, SecretName, _secretLifetime);
        try
        {
            await act([clientId, new("client_secret", secret)]);
        }
        finally
        {
            await changes.RemoveSecretAsync(app.ClientId, id);
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
}
