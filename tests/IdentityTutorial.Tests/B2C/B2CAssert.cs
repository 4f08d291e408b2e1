using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.B2C;

/// <summary>What an error of B2C looks like on the wire, in each of its forms.</summary>
public static partial class B2CAssert
{
    /// <summary>The JSON of the token endpoint: error, number and status, and no member besides.</summary>
    public static void IsError(TokenAnswer answer, HttpStatusCode status, string error, int code)
    {
        Assert.Equal((status, error), (answer.Status, answer.Body["error"]?.GetValue<string>()));
        Assert.Equal(CodeText(code), Description().Match(answer["error_description"]).Groups["code"].Value);
        Assert.Equal(["error", "error_description"], answer.Body.Select(member => member.Key));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>An answer to the redirect URI: error, number and state together, and neither code nor token.</summary>
    public static void IsError(Page page, string redirectUri, string error, int code)
    {
        var target = page.FormPost?.GetAttribute("action") ?? page.Location?.GetLeftPart(UriPartial.Path);
        Assert.True(target is not null, $"{page.Address} ({(int)page.Status}) is no answer to the application. It reads: {page.Text}");
        Assert.Equal(redirectUri, target);
        var answer = EntraIdFixture.AnswerOf(page);
        Assert.Equal((error, "the-state"), (answer["error"], answer.GetValueOrDefault("state")));
        Assert.Equal(CodeText(code), Description().Match(answer["error_description"]).Groups["code"].Value);
        Assert.Equal(["error", "error_description", "state"], answer.Keys.Order());
    }

    /// <summary>A page of the sandbox with an error that ends the way.</summary>
    public static void IsErrorPage(Page page, int code, string prefix = "AADB2C")
    {
        Assert.Equal((HttpStatusCode.BadRequest, null), (page.Status, page.Location));
        Assert.Equal($"{prefix}{code}", page.Document.QuerySelector(".error-code")?.TextContent);
        Assert.Null(page.FormPost);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
    }

    /// <summary>A page that says what has to be corrected, and still has its form.</summary>
    public static void Asks(Page page, int code)
    {
        Assert.Equal((HttpStatusCode.BadRequest, $"AADB2C{code}"), (page.Status, page.Document.QuerySelector("[role=alert] .error-code")?.TextContent));
        Assert.NotNull(page.Document.QuerySelector("form button"));
    }

    private static string CodeText(int code) => code.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^AADB2C(?<code>\d+): .+\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\r\n$")]
    private static partial Regex Description();
}
