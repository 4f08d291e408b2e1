using System.Net;

namespace IdentityTutorial.Measure.Load;

/// <summary>A user's browser: it keeps cookies. It shares connections, because opening one is not measured.</summary>
internal sealed class Browser(HttpClient http)
{
    private readonly CookieContainer _cookies = new();

    public Task<Page> GetAsync(Uri address) => SendAsync(new(HttpMethod.Get, address));

    public Task<Page> SubmitAsync(PageForm form) =>
        SendAsync(new(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.Fields) });

    /// <summary>Goes where the app sends the browser for a sign-in, and follows the redirects.</summary>
    /// <returns>The first page, or the redirect back to the app.</returns>
    public async Task<Page> StartAsync(AuthorizationRequest request) =>
        await FollowAsync(await GetAsync(request.Address()), request);

    /// <summary>Follows the redirects of an answer.</summary>
    /// <returns>The first page, or the redirect back to the app.</returns>
    public async Task<Page> FollowAsync(Page page, AuthorizationRequest request)
    {
        while (page.RedirectsTo is { } next && !request.IsAnsweredBy(next))
        {
            page = await GetAsync(next);
        }

        return page;
    }

    /// <summary>Finds the cookie that the browser sends to an address, or null when it has none of this name.</summary>
    public string? FindCookie(Uri address, string name) => _cookies.GetCookies(address)[name]?.Value;

    /// <summary>Adds a cookie that another browser got from the same host.</summary>
    public void AddCookie(Uri address, string name, string value) =>
        _cookies.Add(address, new Cookie(name, value, "/") { Secure = true });

    private async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using var message = request;
        var address = request.RequestUri!;
        if (_cookies.GetCookieHeader(address) is { Length: > 0 } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        using var response = await http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var newCookies))
        {
            foreach (var cookie in newCookies)
            {
                _cookies.SetCookies(address, cookie);
            }
        }

        var redirectsTo = response.Headers.Location is { } location ? new Uri(address, location) : null;
        return new(address, response.StatusCode, redirectsTo, await response.Content.ReadAsStringAsync());
    }
}
