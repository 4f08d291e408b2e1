using System.Net;

namespace IdentityTutorial.Measure.Load;

/// <summary>A user's browser: it keeps cookies. It shares connections, because opening one is not measured.</summary>
internal sealed class Browser(HttpClient http)
{
    private readonly CookieContainer _cookies = new();

    public Task<Page> GetAsync(Uri address) => SendAsync(new(HttpMethod.Get, address));

    public Task<Page> SubmitAsync(PageForm form) =>
        SendAsync(new(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.Fields) });

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
