using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.B2C.Policies;
using Sandbox.Persistence;
using Sandbox.Wire;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>The custom policy, whose token carries what a REST API answers.</summary>
public sealed class CustomPolicyTests
{
    [Fact]
    public async Task The_token_names_the_policy_in_acr_and_carries_the_loyalty_claims()
    {
        await using var fixture = new B2CFixture();

        var tokens = await fixture.GetTokensAsync(Custom);
        var again = await fixture.GetTokensAsync(Custom);

        Assert.Equal(("b2c_1a_signup_signin", false), (tokens.IdToken.GetClaim("acr").Value, tokens.IdToken.TryGetClaim("tfp", out _)));
        Assert.Matches(@"^FL-\d{7}$", tokens.IdToken.GetClaim("loyaltyNumber").Value);
        Assert.Matches("^(Bronze|Silver|Gold)$", tokens.IdToken.GetClaim("loyaltyTier").Value);
        Assert.Equal(tokens.IdToken.GetClaim("loyaltyNumber").Value, again.IdToken.GetClaim("loyaltyNumber").Value);
        Assert.Equal(tokens.IdToken.GetClaim("loyaltyNumber").Value, (await fixture.RefreshAsync(tokens["refresh_token"], Custom)).IdToken.GetClaim("loyaltyNumber").Value);
        Assert.False((await fixture.GetTokensAsync()).IdToken.TryGetClaim("loyaltyNumber", out _));
    }

    [Fact]
    public async Task The_API_answers_only_callers_with_its_key_and_asks_for_the_object_id_alone()
    {
        const string key = "a-key-for-this-test";
        await using var fixture = new B2CFixture(new EntraIdFixture(new SandboxFactory { Settings = { ["Sandbox:RestClaimsKey"] = key } }));
        async Task<(HttpStatusCode Status, bool HasNumber)> CallAsync(string? presented, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/loyalty")
            {
                Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            };
            request.Headers.TryAddWithoutValidation("x-api-key", presented);
            var answer = await fixture.Wire.SendAsync(request);
            return (answer.Status, answer.Body.ContainsKey("loyaltyNumber"));
        }

        var casey = $$"""{"objectId":"{{CaseyId}}"}""";
        foreach (var wrong in new[] { null, "", "guess" })
        {
            Assert.Equal((HttpStatusCode.Unauthorized, false), await CallAsync(wrong, casey));
        }

        Assert.Equal((HttpStatusCode.OK, true), await CallAsync(key, casey));
        Assert.Equal((HttpStatusCode.Conflict, false), await CallAsync(key, $$"""{"objectId":"{{Guid.NewGuid()}}"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, false), await CallAsync(key, "{}"));
    }

    [Fact]
    public async Task The_policy_sends_the_API_what_the_policys_file_says_and_nothing_more()
    {
        var file = System.Xml.Linq.XDocument.Load(RepositoryPaths.Of("1-Authentication/1-2-AzureADB2C-SignIn/CustomPolicies/TrustFrameworkExtensions.xml"));
        var profile = file.Descendants().Single(element => element.Attribute("Id")?.Value == "REST-Loyalty");
        IEnumerable<string> Claims(string kind) => profile.Descendants().Where(element => element.Name.LocalName == kind).Select(claim => claim.Attribute("ClaimTypeReferenceId")!.Value);
        IEnumerable<string> sent = [];
        await using var fixture = Start(request =>
        {
            using var body = System.Text.Json.JsonDocument.Parse(request.Content!.ReadAsStream());
            sent = [.. body.RootElement.EnumerateObject().Select(member => member.Name)];
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"loyaltyNumber":"FL-1","loyaltyTier":"Gold"}""") };
        });

        var token = (await fixture.GetTokensAsync(Custom)).IdToken;

        Assert.Equal(Claims("InputClaim"), sent);
        Assert.All(Claims("OutputClaim"), claim => Assert.True(token.TryGetClaim(claim, out _), claim));
    }

    [Fact]
    public async Task The_call_is_on_the_record_without_the_key()
    {
        const string key = "a-key-for-this-test";
        await using var fixture = new B2CFixture(new EntraIdFixture(new SandboxFactory { Settings = { ["Sandbox:RestClaimsKey"] = key } }));
        await fixture.GetTokensAsync(Custom);

        var exchanges = fixture.Wire.Service<WireRecord>().After(0);

        var call = Assert.Single(exchanges, exchange => exchange.Path == "/sandbox/loyalty");
        Assert.Equal((200, true), (call.Status, call.Body!.Contains("loyaltyTier", StringComparison.Ordinal)));
        Assert.Contains(exchanges, exchange => exchange.CorrelationId == call.CorrelationId && exchange.Checks.Any(check => $"{check.Name} {check.Detail}".Contains("POST /sandbox/loyalty", StringComparison.Ordinal)));
        Assert.All(exchanges, exchange => Assert.DoesNotContain(key, System.Text.Json.JsonSerializer.Serialize(exchange), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "", 90075, "Code '500'")]
    [InlineData(HttpStatusCode.Conflict, """{"version":"1.0","status":409,"userMessage":"You have left the programme."}""", 90075, "You have left the programme.")]
    [InlineData(HttpStatusCode.OK, "no json", 90261, "/sandbox/loyalty")]
    [InlineData(HttpStatusCode.OK, "[]", 90261, "/sandbox/loyalty")]
    public async Task A_failure_of_the_API_fails_the_sign_in_and_says_which_call(HttpStatusCode status, string body, int code, string detail)
    {
        await using var fixture = Start(_ => new HttpResponseMessage(status) { Content = new StringContent(body) });
        using var browser = fixture.NewBrowser();

        var page = await SignCustomerInAsync(browser, Address(Custom));

        B2CAssert.IsError(page, Chapter.RedirectUri, "server_error", code);
        Assert.Contains(detail, AnswerOf(page)["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_that_cannot_be_reached_fails_the_sign_in()
    {
        await using var fixture = Start(_ => throw new HttpRequestException("Nobody listens."));
        using var browser = fixture.NewBrowser();

        B2CAssert.IsError(await SignCustomerInAsync(browser, Address(Custom)), Chapter.RedirectUri, "server_error", 90255);
    }

    [Fact]
    public async Task The_API_adds_its_own_claims_and_no_others()
    {
        await using var fixture = Start(_ => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"loyaltyNumber":"FL-1","loyaltyTier":7,"oid":"somebody-else","roles":"admin"}"""),
        });

        var token = (await fixture.GetTokensAsync(Custom)).IdToken;

        Assert.Equal(("FL-1", CaseyId, false, false), (token.GetClaim("loyaltyNumber").Value, token.GetClaim("oid").Value, token.TryGetClaim("roles", out _), token.TryGetClaim("loyaltyTier", out _)));
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_an_error_of_the_API()
    {
        await using var fixture = new B2CFixture();
        await fixture.Wire.ChangeAsync(async db => (await db.Set<Policy>().SingleAsync(policy => policy.Name == Custom, Token)).RestClaimsApi = "/sandbox/nothing-here");
        using var browser = fixture.NewBrowser();

        B2CAssert.IsError(await SignCustomerInAsync(browser, Address(Custom)), Chapter.RedirectUri, "server_error", 90075);
    }

    private static B2CFixture Start(Func<HttpRequestMessage, HttpResponseMessage> answer) => new(new EntraIdFixture(new SandboxFactory { RestApi = new StubApi(answer) }));

    private sealed class StubApi(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
