using Microsoft.IdentityModel.JsonWebTokens;
using Sandbox.Applications;
using Sandbox.Protocol;

namespace Sandbox.TokenPage;

/// <summary>Says what an API would answer to a token, check by check, in the order of a resource server.</summary>
internal sealed class ApiCheck(LiveDirectory directory, TimeProvider time)
{
    /// <summary>How far the clocks of provider and API may differ: the default of ASP.NET Core.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(5);

    private static readonly Api _graph = new(
        "Microsoft Graph", [WellKnown.GraphAudience, $"{WellKnown.GraphAudience}/", WellKnown.Graph.ToString()]);

    /// <summary>The apps that are APIs, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Apis =>
    [
        KeyValuePair.Create(WellKnown.Graph.ToString(), "Microsoft Graph"),
        .. directory.Current.Applications
            .Where(app => app.ClientId != WellKnown.Graph && app.IdentifierUris.Count > 0)
            .OrderBy(app => app.DisplayName, StringComparer.Ordinal)
            .Select(app => KeyValuePair.Create(app.ClientId.ToString(), app.DisplayName)),
    ];

    /// <summary>Checks a token for the API that was named, or else for the one that an access token is for.</summary>
    /// <returns>The name of the API and the checks; nothing when there is no API to speak for.</returns>
    public (string? Api, IReadOnlyList<TokenVerdict> Checks) Check(
        JsonWebToken token, TokenKind kind, TokenVerdict signature, TokenRequest request)
    {
        if (FindApi(token, kind, request.Api) is not { } api)
        {
            return (null, []);
        }

        return (api.Name,
        [
            CheckKind(kind),
            signature,
            CheckAudience(token, api),
            CheckTime(token),
            CheckPermission(token, request.Permission),
        ]);
    }

    private Api? FindApi(JsonWebToken token, TokenKind kind, string named)
    {
        if (Guid.TryParse(named, out var id))
        {
            return id == WellKnown.Graph ? _graph : Of(directory.Current.FindApplication(id));
        }

        return kind switch
        {
            TokenKind.GraphAccessToken => _graph,
            _ when kind.IsAccessToken() => Of(token.Audiences
                .Select(audience => directory.Current.FindApi(audience.TrimEnd('/'), _ => true))
                .FirstOrDefault(app => app is not null)),
            _ => null,
        };
    }

    private static Api? Of(Application? app) => app is null
        ? null
        : new Api(app.DisplayName, [app.ClientId.ToString(), .. UrisOf(app), .. UrisOf(app).Select(uri => uri + "/")]);

    // The audience of a token of version 1.0 has a slash at its end if the client wrote one.
    private static string[] UrisOf(Application app) => [$"api://{app.ClientId}", .. app.IdentifierUris];

    private static TokenVerdict CheckKind(TokenKind kind) => kind switch
    {
        _ when kind.IsAccessToken() => TokenVerdict.Passed("It is an access token."),
        _ when kind.IsIdToken() => TokenVerdict.Failed(
            "It is an ID token, which is for the app and not for an API. Send the access token."),
        _ => TokenVerdict.Failed("It is not an access token. Request one for the API at the token endpoint."),
    };

    private static TokenVerdict CheckAudience(JsonWebToken token, Api api)
    {
        if (token.Audiences.Intersect(api.Audiences, StringComparer.Ordinal).FirstOrDefault() is { } audience)
        {
            return TokenVerdict.Passed($"The audience is the API: {audience}.");
        }

        var audiences = token.Audiences.Any() ? string.Join(", ", token.Audiences) : "missing";
        return TokenVerdict.Failed(
            $"The audience is {audiences}, so the token is not for {api.Name}. "
            + $"Request a scope of {api.Name} to get a token with the right audience.");
    }

    private TokenVerdict CheckTime(JsonWebToken token)
    {
        var now = time.GetUtcNow();
        var begin = new DateTimeOffset(token.ValidFrom, TimeSpan.Zero);
        var end = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        if (token.ValidTo == default)
        {
            return TokenVerdict.Failed("The token has no exp. An API does not accept a token that never expires.");
        }

        if (end <= now - _skew)
        {
            return TokenVerdict.Failed(
                $"The token has expired: {TokenReader.Describe(end, now)}. Request a new one with the refresh token.");
        }

        return token.ValidFrom != default && begin > now + _skew
            ? TokenVerdict.Failed(
                $"The token is not valid yet: {TokenReader.Describe(begin, now)}. Compare the clocks of the computers.")
            : TokenVerdict.Passed($"The token is valid at this time. It expires {TokenReader.Describe(end, now)}.");
    }

    private static TokenVerdict CheckPermission(JsonWebToken token, string wanted)
    {
        var scopes = (token.TryGetPayloadValue<string>("scp", out var scp) && scp is not null ? scp : "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] roles = token.TryGetPayloadValue<string[]>("roles", out var list) && list is not null ? list : [];
        var has = string.Join(", ", scopes.Select(scope => $"scope {scope}").Concat(roles.Select(role => $"role {role}")));
        if (wanted.Length == 0)
        {
            return has.Length > 0
                ? TokenVerdict.Passed($"It has these permissions: {has}. Whether they are enough depends on the request to the API.")
                : TokenVerdict.Failed(
                    "It has neither a scope (scp) nor a role (roles), so it gives no permission. "
                    + "Request a scope, or assign a role to the app.");
        }

        return scopes.Contains(wanted) || roles.Contains(wanted)
            ? TokenVerdict.Passed($"It has the permission {wanted}.")
            : TokenVerdict.Failed(
                $"It does not have the permission {wanted}. It has {(has.Length > 0 ? has : "none")}. "
                + "Request the scope, let the user or an administrator consent, or assign the role.");
    }

    private sealed record Api(string Name, IReadOnlyList<string> Audiences);
}
