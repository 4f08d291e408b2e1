using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.TokenPage;

/// <summary>The page that explains a token.</summary>
public sealed class TokenPageTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Address = "/sandbox/token";
    private const string Graph = "00000003-0000-0000-c000-000000000000";

    [Fact]
    public async Task A_recorded_ID_token_is_listed_and_explained_claim_by_claim()
    {
        var token = (await fixture.GetTokensAsync(SeededApp.RolesAndGroups)).IdToken;
        using var browser = fixture.NewBrowser();

        var page = await browser.ClickAsync(await browser.GetAsync(Address), "#recent-title + table a");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain(token.EncodedPayload, page.Address.Query, StringComparison.Ordinal);
        Assert.Equal("ID token", page.Document.QuerySelector("#kind-title")!.TextContent);
        Assert.Contains("The signature is valid: key " + token.Kid, page.Text, StringComparison.Ordinal);
        foreach (var claim in token.Claims)
        {
            var row = page.Document.QuerySelectorAll(".claims tr").Single(row => row.QuerySelector("th")!.TextContent == claim.Type);
            Assert.Contains(claim.Value, row.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Not explained here", row.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_access_token_says_what_its_API_checks_and_an_ID_token_is_not_accepted_there()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.RolesAndGroups);

        var right = await PasteAsync(("token", tokens["access_token"]), ("permission", "User.Read"));
        var wrong = await PasteAsync(("token", "Bearer " + tokens["id_token"]), ("api", Graph));
        var lacking = await PasteAsync(("token", tokens["access_token"]), ("permission", "Mail.Send"));

        Assert.Contains("Microsoft Graph accepts the token.", right.Text, StringComparison.Ordinal);
        Assert.Contains("It has the permission User.Read.", right.Text, StringComparison.Ordinal);
        Assert.Contains("It is an ID token, which is for the app and not for an API.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("so the token is not for Microsoft Graph", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Microsoft Graph rejects the token.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("It does not have the permission Mail.Send.", lacking.Text, StringComparison.Ordinal);
        Assert.Contains("Microsoft Graph rejects the token.", lacking.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_token_and_an_unsigned_one_are_rejected()
    {
        var token = (await fixture.GetTokensAsync(SeededApp.RolesAndGroups)).IdToken;
        var payload = Base64UrlEncoder.Decode(token.EncodedPayload).Replace("Alice", "Alina", StringComparison.Ordinal);
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        var changed = await PasteAsync(("token", $"{token.EncodedHeader}.{Base64UrlEncoder.Encode(payload)}.{token.EncodedSignature}"));
        var unsigned = await PasteAsync(("token", $"{header}.{token.EncodedPayload}."));

        Assert.Contains("The signature is not valid for key", changed.Text, StringComparison.Ordinal);
        Assert.Contains("The token is not signed", unsigned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_another_provider_is_checked_with_its_keys()
    {
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa) { KeyId = "theirs" };
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0",
            Audience = "6731de76-14a6-49ae-97bc-6eba6914391e",
            Claims = new Dictionary<string, object> { ["sub"] = "someone", ["own"] = "<script>alert(1)</script>" },
            SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
        });
        var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "theirs" });
        var keys = JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", kid = "theirs", n = published.N, e = published.E } } });

        var unknown = await PasteAsync(("token", token));
        var known = await PasteAsync(("token", token), ("keys", keys));
        var noKeys = await PasteAsync(("token", token), ("keys", "{}"));

        Assert.Contains("No key of the sandbox has the kid of this token", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("The signature is valid: one of the pasted keys", known.Text, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", known.Text, StringComparison.Ordinal);
        Assert.Null(known.Document.QuerySelector("main script"));
        Assert.Equal(HttpStatusCode.BadRequest, noKeys.Status);
        Assert.Contains("jwks_uri", noKeys.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_no_readable_token_is_explained()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.RolesAndGroups, changes: ("scope", "openid offline_access"));
        var part = Base64UrlEncoder.Encode("[1]");
        (string Text, string Reason)[] cases =
        [
            (tokens["refresh_token"], "Refresh tokens, authorization codes and session cookies are not"),
            ("a.b.c.d.e", "The token is encrypted (JWE)"),
            ("!.?.!", "its parts cannot be decoded"),
            ($"{part}.{part}.c2ln", ""),
            (new string('a', 70_000), ""),
            ($"{Base64UrlEncoder.Encode("""{"alg":"RS256"}""")}.{Base64UrlEncoder.Encode("""{"x":{"y":"\ud800"}}""")}.c2ln", "not a JSON object"),
        ];

        foreach (var (text, reason) in cases)
        {
            var page = await PasteAsync(("token", text));

            var problem = page.Document.QuerySelector("[role=alert]")?.TextContent;
            Assert.True(page.Status == HttpStatusCode.BadRequest, $"{text[..5]}: {page.Status}");
            Assert.Contains(reason, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_tokens_are_compared_side_by_side()
    {
        var alice = await fixture.GetTokensAsync(SeededApp.RolesAndGroups);
        var bob = await fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Bob);

        var page = await PasteAsync(("token", alice["id_token"]), ("other", bob["id_token"]));

        Assert.Equal("same", ResultOf("tid"));
        Assert.Equal("different", ResultOf("oid"));

        string ResultOf(string claim) => page.Document.QuerySelectorAll(".claims tbody tr")
            .Single(row => row.QuerySelector("th")!.TextContent == claim).QuerySelector("td:last-child")!.TextContent;
    }

    [Fact]
    public async Task The_time_of_an_expired_token_is_said_in_words()
    {
        await using var own = new EntraIdFixture();
        var token = (await own.GetTokensAsync(SeededApp.RolesAndGroups))["access_token"];
        own.Clock.Advance(TimeSpan.FromDays(3));
        using var browser = own.NewBrowser();

        var page = await browser.PostAsync(Address, [new("token", token)]);

        Assert.Contains("The token has expired", page.Text, StringComparison.Ordinal);
        Assert.Contains("2 days ago", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_times_and_headers_are_read_as_well()
    {
        var kid = (await fixture.GetTokensAsync(SeededApp.RolesAndGroups)).IdToken.Kid;
        var header = Base64UrlEncoder.Encode($$"""{"alg":"RS256","kid":"{{kid}}","nonce":null}""");
        var payload = Base64UrlEncoder.Encode("""{"aud":"https://graph.microsoft.com","scp":"User.Read","exp":1900000000000,"nbf":-5}""");

        string[] payloads =
        [
            payload,
            Base64UrlEncoder.Encode("""{"aud":"https://graph.microsoft.com","scp":null,"exp":1900000000}"""),
            Base64UrlEncoder.Encode("""{"aud":"https://graph.microsoft.com","scp":"User.Read","roles":null,"exp":1900000000}"""),
        ];
        foreach (var each in payloads)
        {
            var page = await PasteAsync(("token", $"{header}.{each}.c2ln"), ("api", Graph));

            Assert.Contains("Microsoft Graph rejects the token.", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_in_UTF_7_cannot_be_read()
    {
        using var client = fixture.Sandbox.CreateWireClient();
        using var body = new StringContent("token=+ADw-");
        body.Headers.ContentType = new("application/x-www-form-urlencoded", "utf-7");

        using var answer = await client.PostAsync(Address, body, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_recorded_and_the_form_of_another_site_are_refused()
    {
        using var browser = fixture.NewBrowser();

        var gone = await browser.GetAsync($"{Address}?pick=99999999:id_token");
        var foreign = await browser.PostAsync(Address, [new("token", "a.b.c")], from: new Uri("https://localhost:7111/"));

        Assert.Equal(HttpStatusCode.BadRequest, gone.Status);
        Assert.Contains("The sandbox does not have this token.", gone.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
    }

    private async Task<Page> PasteAsync(params IEnumerable<(string Name, string Value)> fields)
    {
        using var browser = fixture.NewBrowser();
        return await browser.PostAsync(Address, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
    }
}
