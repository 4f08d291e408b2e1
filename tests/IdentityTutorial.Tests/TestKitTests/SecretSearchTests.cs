using System.Net;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace IdentityTutorial.Tests.TestKitTests;

public sealed class SecretSearchTests
{
    [Fact]
    public void Secrets_are_found_in_queries_forms_json_pages_redirects_and_cookies()
    {
        var found = WireSecrets.In(new Exchange
        {
            Method = HttpMethod.Post,
            Address = new Uri("https://localhost:7443/token?id_token_hint=query-secret&state=not-a-secret"),
            RequestHeaders = new Dictionary<string, string[]> { ["Content-Type"] = ["application/x-www-form-urlencoded"], ["Authorization"] = ["Bearer bearer-secret"] },
            RequestBody = "code_verifier=form%2Dsecret",
            Status = HttpStatusCode.Found,
            ResponseHeaders = new Dictionary<string, string[]> { ["Location"] = ["https://localhost:7111/cb?code=redirect-secret"], ["Set-Cookie"] = ["a=cookie-secret; path=/", "b=N"] },
            ResponseBody = """{"id_token":"header00.payload-part.signature-part"}""",
        });

        Assert.Equal(
            ["bearer-secret", "cookie-secret", "form-secret", "header00.payload-part.signature-part", "payload-part", "query-secret", "redirect-secret", "signature-part"],
            found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_secret_in_the_log_fails_the_search_without_being_repeated()
    {
        using var log = new CapturedLog();
        using var factory = LoggerFactory.Create(logging => logging.AddCaptured(log));
        factory.CreateLogger("Leaky").Log(LogLevel.Information, default, "Got abcd+secret", exception: null, (text, _) => text);

        log.ShouldNotContain(["another-secret"]);
        var error = Assert.ThrowsAny<XunitException>(() => log.ShouldNotContain(["abcd+secret"]));

        Assert.Contains("Leaky", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
