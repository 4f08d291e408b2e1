namespace Sandbox.Hosting;

/// <summary>
/// What the page of one request may load, post to and frame: the content security policy. It lets nothing leave the sandbox until the request's
/// endpoint names other places. Found in <see cref="HttpContext.Features"/>.
/// </summary>
public sealed class PagePolicy
{
    private static readonly string _closed = Write([], []);

    private readonly SortedSet<string> _formTargets = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _frames = new(StringComparer.Ordinal);

    /// <summary>
    /// Lets a form on this page end at <paramref name="target"/>: the redirect URI of an authorization answer. Browsers apply
    /// <c>form-action</c> to the redirects that follow a form post as well (CSP 3, section 6.4.2), so the sign-in page needs it too.
    /// </summary>
    /// <param name="target">A registered redirect URI; custom schemes are allowed as a whole.</param>
    public void AllowFormTarget(Uri target) => _formTargets.Add(Source(target));

    /// <summary>Lets this page show <paramref name="source"/> in a frame: an application's front-channel sign-out URI.</summary>
    /// <param name="source">A registered front-channel sign-out URI.</param>
    public void AllowFrame(Uri source) => _frames.Add(Source(source));

    /// <summary>The <c>Content-Security-Policy</c> header's value.</summary>
    public override string ToString() => _formTargets.Count + _frames.Count == 0 ? _closed : Write(_formTargets, _frames);

    private static string Write(SortedSet<string> formTargets, SortedSet<string> frames) => string.Join("; ",
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        $"form-action {string.Join(' ', ["'self'", .. formTargets])}",
        $"frame-src {(frames.Count == 0 ? "'none'" : string.Join(' ', frames))}",
        "frame-ancestors 'none'",
        "base-uri 'none'");

    private static string Source(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps ? uri.GetLeftPart(UriPartial.Authority) : uri.Scheme + ":";
}
