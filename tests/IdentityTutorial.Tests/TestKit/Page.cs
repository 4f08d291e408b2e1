using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>What a browser shows after one exchange.</summary>
/// <param name="exchange">The exchange that brought the page.</param>
public sealed class Page(Exchange exchange)
{
    private IHtmlDocument? _document;

    /// <summary>The exchange that brought the page.</summary>
    public Exchange Exchange { get; } = exchange;

    /// <summary>The page's address.</summary>
    public Uri Address => Exchange.Address;

    /// <summary>The answer's status.</summary>
    public HttpStatusCode Status => Exchange.Status;

    /// <summary>Where the answer redirects to; <see langword="null"/> when it is a page to look at.</summary>
    public Uri? Location => Exchange.Location;

    /// <summary>Where a browser goes by itself as soon as it has the page: a <c>Refresh</c> header of zero seconds.</summary>
    public Uri? RefreshTarget => Header("Refresh") is { } value && value.StartsWith("0;url=", StringComparison.Ordinal) ? new Uri(Address, value[6..]) : null;

    /// <summary>The body as sent.</summary>
    public string Html => Exchange.ResponseBody;

    /// <summary>The parsed body.</summary>
    public IHtmlDocument Document => _document ??= new HtmlParser().ParseDocument(Html);

    /// <summary>What a person reads: the body's text with white space collapsed.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>One response header; <see langword="null"/> when missing.</summary>
    public string? Header(string name) => Exchange.ResponseHeaders.TryGetValue(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>
    /// The form of the page that carries an authorization response to its redirect URI
    /// (OAuth 2.0 Form Post Response Mode); <see langword="null"/> on every other page.
    /// </summary>
    public IHtmlFormElement? FormPost => Document.Forms.FirstOrDefault(form =>
        form.QuerySelector("input[type=hidden][name=code], input[type=hidden][name=id_token], input[type=hidden][name=error]") is not null);

    /// <summary>The form that has the button, field or form element <paramref name="selector"/> finds; the only form without a selector.</summary>
    /// <exception cref="InvalidOperationException">There is no such form; the message shows the page's text.</exception>
    public IHtmlFormElement Form(string? selector = null)
    {
        var form = selector is null
            ? Document.Forms.Length == 1 ? Document.Forms[0] : null
            : Document.QuerySelector(selector)?.Closest("form") as IHtmlFormElement;
        return form ?? throw new InvalidOperationException(
            $"{Address} ({(int)Status}) has {Document.Forms.Length} forms and none is meant by '{selector ?? "(the only one)"}'. It reads: {Text}");
    }

    /// <summary>The address a link leads to.</summary>
    /// <param name="selectorOrText">A CSS selector, or the link's whole text.</param>
    /// <exception cref="InvalidOperationException">There is no such link; the message shows the page's text.</exception>
    public Uri Link(string selectorOrText)
    {
        var link = Document.Links.FirstOrDefault(link => link.TextContent.Trim() == selectorOrText) ?? Document.QuerySelector(selectorOrText);
        return link?.GetAttribute("href") is { } href
            ? new Uri(Address, href)
            : throw new InvalidOperationException($"{Address} ({(int)Status}) has no link '{selectorOrText}'. It reads: {Text}");
    }
}
