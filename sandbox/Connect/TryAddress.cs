using System.Text.RegularExpressions;

namespace Sandbox.Connect;

/// <summary>
/// The redirect URIs of the sandbox itself. Each sign-in in place of an app has one of its own, so none of them is a
/// redirect URI of the developer. The app has it for as long as the sign-in takes.
/// </summary>
internal static partial class TryAddress
{
    /// <summary>The path below which each sign-in has its redirect URI and its result.</summary>
    public const string Path = ConnectPageEndpoint.Address + "/try";

    /// <summary>The redirect URI of a sign-in, at the address under which the browser has reached the sandbox.</summary>
    public static string Of(HttpRequest request, string run) => $"{request.Scheme}://{request.Host}{Path}/{run}/answer";

    /// <summary>The sign-in to which a redirect URI belongs; <see langword="null"/> for one of the developer.</summary>
    public static string? RunOf(string redirectUri) =>
        Shape().Match(redirectUri) is { Success: true } match ? match.Groups["run"].Value : null;

    /// <summary>The redirect URIs that belong to the app.</summary>
    public static IReadOnlyList<string> Others(IEnumerable<string> redirectUris) =>
        [.. redirectUris.Where(uri => RunOf(uri) is null)];

    [GeneratedRegex("^https?://[^/]+" + Path + "/(?<run>[^/]+)/answer$", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
