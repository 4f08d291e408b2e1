using System.Globalization;
using System.Net;

namespace IdentityTutorial.Tests.Graph;

/// <summary>What Graph's answers look like.</summary>
public static class GraphAssert
{
    public static void IsOk(GraphAnswer answer) => Assert.True(answer.Status == HttpStatusCode.OK, $"{(int)answer.Status}: {answer.Body}");

    /// <summary>Status, code and every other member of an error, and the headers that repeat them.</summary>
    public static void IsError(GraphAnswer answer, int status, string code, string? message = null)
    {
        Assert.True((int)answer.Status == status, $"{(int)answer.Status}: {answer.Body}");
        var error = answer.Body["error"]!.AsObject();
        Assert.Equal(code, error["code"]!.GetValue<string>());
        Assert.Contains(message ?? "", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        var inner = error["innerError"]!.AsObject();
        Assert.True(DateTime.TryParseExact(inner["date"]!.GetValue<string>(), "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Equal(Assert.Single(answer.Headers.GetValues("request-id")), inner["request-id"]!.GetValue<string>());
        Assert.Equal(Assert.Single(answer.Headers.GetValues("client-request-id")), inner["client-request-id"]!.GetValue<string>());
    }
}
