using System.Net;
using IdentityTutorial.Tests.SandboxHost.OddRequests;

namespace IdentityTutorial.Tests.SandboxHost;

/// <summary>
/// Which endpoints take requests that another site has a browser send. Another port of this machine is another origin
/// of the same site, so its requests carry the cookies of the sandbox.
/// </summary>
public sealed class FormOriginTests(OddRequestFixture known) : IClassFixture<OddRequestFixture>
{
    private const string ForeignForm = "This form does not come from a current page of the sandbox.";
    private const string ForeignCall = "The sandbox's API takes no calls from other sites.";
    private const string NoNavigation = "A sign-in or sign-out must start with a navigation of the browser.";

    /// <summary>The endpoints that answer to POST, are no endpoints of a protocol, and accept other sites.</summary>
    private static readonly Dictionary<string, string> _open = new()
    {
        ["/sandbox/loyalty"] = "It is the REST API of a custom policy. A key that only the sandbox has protects it.",
        ["/sandbox/status/{code:int:range(400,599)}"] = "It shows the page of a status, and changes nothing.",
    };

    /// <summary>The pages for users outside of <c>/sandbox</c>. All other endpoints there have a role.</summary>
    private static readonly string[] _pages =
    [
        "/", "/error", "/signin/{id}", "/signin/{id}/next", "/signup/{id}", "/consent/{id}", "/multi-factor/{id}",
        "/reset-password/{id}", "/invitation/{id}", "/devicelogin", "/devicelogin/{id}", "/devicelogin/done",
        "/devicelogin/declined", "/b2c/{id}/signin", "/b2c/{id}/next", "/b2c/{id}/signup", "/b2c/{id}/reset",
        "/b2c/{id}/profile", "/b2c/{id}/details", "/b2c/{id}/link", "/b2c/{id}/social", "/social/{provider}/{id}",
        "/social/{provider}/authorize", "/social/callback/{provider}",
    ];

    private IReadOnlyList<SandboxEndpoint> All => SandboxEndpoint.AllOf(known.Sandbox);

    [Fact]
    public async Task A_form_that_another_origin_sends_is_rejected_because_of_its_origin()
    {
        var forms = All.Where(endpoint => endpoint.Role is null && endpoint.Methods.Contains("POST")).ToList();
        Assert.All(_open.Keys, path => Assert.Contains(forms, endpoint => endpoint.Pattern == path));

        await Table.ShouldHoldAsync(forms.Where(endpoint => !_open.ContainsKey(endpoint.Pattern)), async endpoint =>
        {
            var (status, text) = await SendAsync(HttpMethod.Post, endpoint, ("Sec-Fetch-Site", "same-site"));

            Assert.True(
                (status == HttpStatusCode.Forbidden && text.Contains(ForeignCall, StringComparison.Ordinal))
                || (status == HttpStatusCode.BadRequest && text.Contains(ForeignForm, StringComparison.Ordinal)),
                $"It answers {(int)status}: {text}");
        });
    }

    /// <summary>Without this, a wrong antiforgery token could be the reason for the rejection above.</summary>
    [Fact]
    public async Task The_same_form_from_the_sandbox_itself_is_accepted() => await Table.ShouldHoldAsync(
        All.Where(endpoint => endpoint.Role is null && endpoint.Methods.Contains("POST")
            && !endpoint.Pattern.StartsWith("/sandbox/api/reset", StringComparison.Ordinal)),
        async endpoint =>
        {
            var (_, text) = await SendAsync(HttpMethod.Post, endpoint, ("Sec-Fetch-Site", "same-origin"));

            Assert.DoesNotContain(ForeignForm, text, StringComparison.Ordinal);
            Assert.DoesNotContain(ForeignCall, text, StringComparison.Ordinal);
        });

    [Fact]
    public async Task A_sign_in_starts_with_a_navigation_only()
    {
        var starts = All.Where(endpoint => endpoint.Role is "Authorize" or "AdminConsent" or "Invitation"
            || endpoint.Pattern == "/social/{provider}/authorize").ToList();
        Assert.True(starts.Count > 7, string.Join('\n', starts));

        var rows = starts.SelectMany(endpoint => endpoint.Methods.Select(method => (endpoint, method)));
        await Table.ShouldHoldAsync(rows, async row =>
        {
            var (status, text) = await SendAsync(new HttpMethod(row.method), row.endpoint, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"));

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(NoNavigation, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_endpoint_outside_of_the_sandboxs_own_pages_has_a_role_or_is_a_page()
    {
        var others = All.Where(endpoint => endpoint.Role is null)
            .Select(endpoint => endpoint.Pattern)
            .Where(path => !path.StartsWith("/sandbox/", StringComparison.Ordinal) && path != "/sandbox")
            .Distinct();

        Assert.Equal(_pages.Order(StringComparer.Ordinal), others.Order(StringComparer.Ordinal));
    }

    /// <summary>Sends a request as a browser with the cookies and the antiforgery token of the sandbox does.</summary>
    private async Task<(HttpStatusCode Status, string Text)> SendAsync(
        HttpMethod method, SandboxEndpoint endpoint, params IEnumerable<(string Name, string Value)> headers)
    {
        using var client = known.Sandbox.CreateWireClient();
        using var request = new HttpRequestMessage(method, known.PathOf(endpoint));
        request.Headers.Add(known.Cookies.Name, known.Cookies.Value);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        if (method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent(
                known.FormToken.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        // JSON and HTML escape the apostrophe.
        return (response.StatusCode, text.Replace("\\u0027", "'", StringComparison.Ordinal));
    }
}
