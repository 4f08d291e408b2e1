using System.Net;
using AngleSharp.Html.Dom;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// A person's browser without JavaScript: it keeps cookies, sends what browsers send with a navigation, submits forms, and
/// redirects only when asked, so that a test can look at every hop. Each instance is a separate person's.
/// </summary>
public sealed class TestBrowser : IDisposable
{
    private readonly HttpMessageInvoker _client;
    private readonly List<Exchange> _history = [];

    /// <summary>Opens a browser.</summary>
    /// <param name="network">The hosts it can reach.</param>
    /// <param name="home">What relative addresses are relative to before the first page.</param>
    /// <param name="clock">The clock by which its cookies expire; the machine's when <see langword="null"/>.</param>
    public TestBrowser(TestNetwork network, Uri home, TimeProvider? clock = null)
    {
        _client = new HttpMessageInvoker(network.CreateHandler());
        Cookies = new CookieJar(clock ?? TimeProvider.System);
        Home = home;
    }

    /// <summary>What relative addresses given to <see cref="GetAsync"/> and <see cref="PostAsync"/> are relative to.</summary>
    public Uri Home { get; }

    /// <summary>The name that the person in front of it signs in with, unless told otherwise.</summary>
    public string Account { get; init; } = SeededTenants.Alice;

    /// <summary>The browser's cookies.</summary>
    public CookieJar Cookies { get; }

    /// <summary>Every exchange, oldest first.</summary>
    public IReadOnlyList<Exchange> History => _history;

    /// <summary>Headers sent with every request, such as <c>Accept-Language</c>.</summary>
    public Dictionary<string, string> Headers { get; } = new() { ["Accept"] = "text/html,application/xhtml+xml,*/*;q=0.8" };

    /// <summary>Types an address and stays on the first answer.</summary>
    public Task<Page> GetAsync(string address) => NavigateAsync(HttpMethod.Get, new Uri(Home, address), content: null, initiator: null);

    /// <summary>Follows a link as from <paramref name="from"/> and stays on the first answer.</summary>
    public Task<Page> GetAsync(Uri address, Uri? from) => NavigateAsync(HttpMethod.Get, address, content: null, from);

    /// <summary>Posts fields as a form on <paramref name="from"/>'s page would; on the same origin when it is <see langword="null"/>.</summary>
    public Task<Page> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> fields, Uri? from = null)
    {
        var target = new Uri(Home, address);
        return NavigateAsync(HttpMethod.Post, target, new FormUrlEncodedContent(fields), from ?? target);
    }

    /// <summary>Loads an image that a page on <paramref name="from"/> contains.</summary>
    public Task<Page> LoadImageAsync(string address, Uri from) =>
        SendAsync(HttpMethod.Get, new Uri(Home, address), content: null, from, mode: "no-cors", place: "image");

    /// <summary>Types an address, then does what <see cref="ContinueAsync"/> does.</summary>
    public async Task<Page> OpenAsync(string address) => await ContinueAsync(await GetAsync(address));

    /// <summary>Clicks a link, then does what <see cref="ContinueAsync"/> does.</summary>
    public async Task<Page> ClickAsync(Page page, string selectorOrText) => await ContinueAsync(await GetAsync(page.Link(selectorOrText), page.Address));

    /// <summary>Follows redirects until an answer is none. Each hop is in <see cref="History"/>.</summary>
    /// <exception cref="InvalidOperationException">There are more than <paramref name="maxHops"/>; the message lists them.</exception>
    public async Task<Page> FollowAsync(Page page, int maxHops = 10)
    {
        var from = page.Address;
        for (var hop = 0; page.Location is { } location; hop++)
        {
            if (hop == maxHops)
            {
                throw new InvalidOperationException($"More than {maxHops} redirects: {string.Join(" -> ", _history.TakeLast(maxHops).Select(exchange => exchange.Address.GetLeftPart(UriPartial.Path)))}");
            }

            // 307 and 308 keep method and body; nothing here uses them, and a silent GET would hide it if something did.
            Assert.True(page.Status is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect), $"{page.Address} redirects with {(int)page.Status}.");
            page = await NavigateAsync(HttpMethod.Get, location, content: null, from);
        }

        return page;
    }

    /// <summary>Goes on as a browser does by itself, through redirects and form_post pages, to a page that waits for a person.</summary>
    public async Task<Page> ContinueAsync(Page page, int maxHops = 10)
    {
        for (var hop = 0; hop < maxHops; hop++)
        {
            page = await FollowAsync(page, maxHops);
            if (page.FormPost is not { } form)
            {
                return page;
            }

            page = await SubmitAsync(page, form);
        }

        throw new InvalidOperationException($"{page.Address} keeps posting authorization responses.");
    }

    /// <summary>Presses a button and stays on the first answer.</summary>
    /// <param name="page">The page with the button.</param>
    /// <param name="button">The button's <c>name</c>.</param>
    /// <param name="value">The button's <c>value</c>.</param>
    /// <param name="fields">Fields to fill in, by name.</param>
    public Task<Page> PressAsync(Page page, string button, string value, params IEnumerable<(string Name, string Value)> fields) =>
        SubmitAsync(page, page.Form($"button[name='{button}'][value='{value}'], input[type=submit][name='{button}'][value='{value}']"), [.. fields, (button, value)]);

    /// <summary>Submits a form and stays on the first answer.</summary>
    /// <param name="page">The page with the form.</param>
    /// <param name="form">The form; the page's only one when <see langword="null"/>.</param>
    /// <param name="fields">Fields to fill in or to change, hidden ones included, by name; a button's name and value among them.</param>
    public Task<Page> SubmitAsync(Page page, IHtmlFormElement? form = null, params IEnumerable<(string Name, string Value)> fields)
    {
        form ??= page.Form();
        List<KeyValuePair<string, string>> values = [.. FormFields.Of(form)];
        foreach (var (name, value) in fields)
        {
            values.RemoveAll(pair => pair.Key == name);
            values.Add(new(name, value));
        }

        var action = form.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? page.Address : new Uri(page.Address, action);
        return string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase)
            ? NavigateAsync(HttpMethod.Post, target, new FormUrlEncodedContent(values), page.Address)
            : NavigateAsync(HttpMethod.Get, new UriBuilder(target) { Query = QueryOf(values) }.Uri, content: null, page.Address);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static string QueryOf(IEnumerable<KeyValuePair<string, string>> values) =>
        string.Join('&', values.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private Task<Page> NavigateAsync(HttpMethod method, Uri address, HttpContent? content, Uri? initiator) =>
        SendAsync(method, address, content, initiator, mode: "navigate", place: "document");

    private async Task<Page> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, Uri? initiator, string mode, string place)
    {
        // A site is scheme and host without the port (for hosts without a public suffix), an origin has the port as well.
        var crossSite = initiator is not null && (initiator.Scheme != address.Scheme || initiator.Host != address.Host);
        var crossOrigin = crossSite || (initiator is not null && initiator.Port != address.Port);
        using var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.Add("Sec-Fetch-Site", initiator is null ? "none" : crossSite ? "cross-site" : crossOrigin ? "same-site" : "same-origin");
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Dest", place);
        if (method == HttpMethod.Post && initiator is not null)
        {
            request.Headers.Add("Origin", initiator.GetLeftPart(UriPartial.Authority));
        }

        var safeNavigation = method == HttpMethod.Get && mode == "navigate";
        if (Cookies.HeaderFor(address, crossSite, safeNavigation) is { } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        var cancellationToken = TestContext.Current.CancellationToken;
        var (exchange, response) = await Exchange.RecordAsync(request, () => _client.SendAsync(request, cancellationToken), cancellationToken);
        using (response)
        {
            _history.Add(exchange);
            Cookies.Store(address, exchange.ResponseHeaders.TryGetValue("Set-Cookie", out var setCookie) ? setCookie : []);
            return new Page(exchange);
        }
    }
}
