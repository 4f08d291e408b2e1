using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>What an error looks like on the wire, in each of its three forms.</summary>
public static partial class ProtocolAssert
{
    /// <summary>The JSON of the token endpoint: error, number, status and every other member together.</summary>
    public static void IsError(TokenAnswer answer, HttpStatusCode status, string error, int code)
    {
        Assert.Equal((status, error, code), (answer.Status, answer.Body["error"]?.GetValue<string>(), answer.Body["error_codes"]?[0]?.GetValue<int>()));
        var match = Description().Match(answer["error_description"]);
        Assert.True(match.Success, answer["error_description"]);
        Assert.Equal(code.ToString(CultureInfo.InvariantCulture), match.Groups["code"].Value);
        Assert.Equal(answer["trace_id"], match.Groups["trace"].Value);
        Assert.Equal(answer["correlation_id"], match.Groups["correlation"].Value);
        Assert.Equal(answer["timestamp"], match.Groups["timestamp"].Value);
        Assert.EndsWith($"/error?code={code}", answer["error_uri"], StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Null(answer.Body["access_token"]);
    }

    /// <summary>An answer to the redirect URI: error, number and state together, and neither code nor token.</summary>
    public static void IsError(Page page, string redirectUri, string error, int code)
    {
        var target = page.FormPost?.GetAttribute("action") ?? page.Location?.GetLeftPart(UriPartial.Path);
        Assert.True(target is not null, $"{page.Address} ({(int)page.Status}) is no answer to the application. It reads: {page.Text}");
        Assert.Equal(redirectUri.TrimEnd('/'), target.TrimEnd('/'));
        var answer = EntraIdFixture.AnswerOf(page);
        Assert.Equal((error, "the-state"), (answer["error"], answer.GetValueOrDefault("state")));
        Assert.Equal(code.ToString(CultureInfo.InvariantCulture), Description().Match(answer["error_description"]).Groups["code"].Value);
        Assert.DoesNotContain("code", answer.Keys);
        Assert.DoesNotContain("id_token", answer.Keys);
    }

    /// <summary>A page of the sandbox: number and status, and no way out but its own links.</summary>
    public static void IsErrorPage(Page page, int code)
    {
        Assert.Equal((HttpStatusCode.BadRequest, null), (page.Status, page.Location));
        Assert.Equal($"AADSTS{code}", page.Document.QuerySelector(".error-code")?.TextContent);
        Assert.Null(page.FormPost);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^AADSTS(?<code>\d+): .+ Trace ID: (?<trace>[0-9a-f-]{36}) Correlation ID: (?<correlation>[0-9a-f-]{36}) Timestamp: (?<timestamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)$")]
    private static partial Regex Description();
}
