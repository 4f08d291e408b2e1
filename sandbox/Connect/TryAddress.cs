namespace Sandbox.Connect;

/// <summary>
/// The redirect URI of the sandbox itself. An app has it for as long as a developer tries its sign-in.
/// </summary>
internal static class TryAddress
{
    /// <summary>The path of the redirect URI.</summary>
    public const string Path = ConnectPageEndpoint.Address + "/try";

    /// <summary>The redirect URI, at the address under which the browser has reached the sandbox.</summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}{Path}";

    /// <summary>The redirect URIs that belong to the app.</summary>
    public static IReadOnlyList<string> Others(IEnumerable<string> redirectUris) =>
        [.. redirectUris.Where(uri => !uri.EndsWith(Path, StringComparison.Ordinal))];
}
