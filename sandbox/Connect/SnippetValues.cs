using System.Globalization;
using Sandbox.Applications;
using Sandbox.Protocol;

namespace Sandbox.Connect;

/// <summary>The values of one app, by the names of the placeholders in snippets.</summary>
internal sealed class SnippetValues
{
    /// <summary>What stands in a snippet for a secret that the sandbox does not know.</summary>
    public const string UnknownSecret = "your-client-secret";

    private readonly Dictionary<string, string> _values;

    private SnippetValues(Dictionary<string, string> values) => _values = values;

    /// <summary>A value.</summary>
    /// <exception cref="KeyNotFoundException">No placeholder has this name.</exception>
    public string this[string name] => _values[name];

    /// <summary>The values of an app for one snippet.</summary>
    /// <param name="snippet">The snippet, whose kind decides the redirect URI and the scopes.</param>
    /// <param name="address">Where the sandbox is.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="registration">The app.</param>
    /// <param name="authority">Where the app sends its users.</param>
    /// <param name="secret">The secret of the app, on the page that shows it.</param>
    public static SnippetValues Of(
        Snippet snippet,
        Uri address,
        DirectorySnapshot directory,
        RegisteredApplication registration,
        AppAuthority authority,
        string? secret)
    {
        var app = registration.Application;
        var redirectUri = ChooseRedirectUri(snippet, app);
        var redirect = Uri.TryCreate(redirectUri, UriKind.Absolute, out var parsed) ? parsed : address;
        var scopes = ScopesOf(directory, registration, snippet.IsForB2C);
        var called = ApiPermissions.GrantedRoles(directory, app.ClientId).Select(entry => entry.Api).LastOrDefault();
        var own = registration.AllScopes.Where(scope => scope.IsEnabled).Select(scope => scope.Value).FirstOrDefault();
        var baseAddress = address.GetLeftPart(UriPartial.Authority);
        return new SnippetValues(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["base"] = baseAddress,
            ["host"] = address.Authority,
            ["hostName"] = address.Host,
            ["graph"] = $"{baseAddress}/v1.0",
            ["tenant"] = app.TenantId.ToString(),
            ["domain"] = authority.Tenant.Domain,
            ["policy"] = authority.UserFlow?.Name ?? "",
            ["authority"] = baseAddress + authority.Path,
            ["clientId"] = app.ClientId.ToString(),
            ["secret"] = secret ?? UnknownSecret,
            ["redirectUri"] = redirectUri,
            ["redirectUriInQuery"] = Uri.EscapeDataString(redirectUri),
            ["redirectPath"] = redirect.AbsolutePath,
            ["origin"] = redirect.GetLeftPart(UriPartial.Authority),
            ["port"] = redirect.Port.ToString(CultureInfo.InvariantCulture),
            ["scope"] = scopes[0],
            ["scopes"] = string.Join(' ', scopes),
            ["signInScopesInQuery"] = Uri.EscapeDataString($"openid profile offline_access {string.Join(' ', scopes)}"),
            ["default"] = $"{(called is null || called.ClientId == WellKnown.Graph
                ? WellKnown.GraphAudience
                : ApiPermissions.NameOf(called))}/.default",
            ["apiScope"] = own ?? "access_as_user",
        });
    }

    /// <summary>
    /// The registered redirect URI that fits: the path of a library's redirect URI is often its own choice, the port is
    /// not. Where none fits, the library's own one, which the developer can register.
    /// </summary>
    private static string ChooseRedirectUri(Snippet snippet, Application app)
    {
        var registered = snippet.Kind.RedirectUrisOf(app);
        return snippet.RedirectUri is { } needed
            ? registered.FirstOrDefault(uri => HasSameSchemeAndPath(uri, needed)) ?? needed
            : registered.Count > 0 ? registered[0] : snippet.Kind.SuggestedRedirectUri();
    }

    private static bool HasSameSchemeAndPath(string left, string right) =>
        Uri.TryCreate(left, UriKind.Absolute, out var first) && Uri.TryCreate(right, UriKind.Absolute, out var second)
        && first.Scheme == second.Scheme && first.AbsolutePath == second.AbsolutePath;

    /// <summary>
    /// The scopes of one API, because an access token is for one. The developer's own API goes before Microsoft Graph.
    /// Where there is none, the client ID of the app at B2C, which asks for a token for the app itself.
    /// </summary>
    private static IReadOnlyList<string> ScopesOf(
        DirectorySnapshot directory, RegisteredApplication registration, bool isB2C)
    {
        var (api, scopes) = ApiPermissions.ConfiguredScopes(directory, registration).LastOrDefault();
        return api is null
            ? [isB2C ? registration.Application.ClientId.ToString() : "User.Read"]
            : [.. scopes.Select(scope => ApiPermissions.FullName(api, scope))];
    }
}
