using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.EntraId.Version1;
using IdentityTutorial.Tests.ExternalId;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.SandboxHost.TokenPage;

/// <summary>The token page tells the kind of a token and explains each of its claims for this kind.</summary>
public sealed class TokenKindTests : IAsyncDisposable
{
    private const string Address = "/sandbox/token";

    private readonly AssertionClient _client = new();

    private EntraIdFixture Fixture => _client.Fixture;

    [Fact]
    public async Task Tokens_of_an_organization_are_explained()
    {
        var graph = await Fixture.GetTokensAsync(SeededApp.RolesAndGroups);
        var version1 = await Version1Flow.GetTokensAsync(Fixture, SeededApp.ReportsClient, Version1Flow.Reports);
        var version2 = await Fixture.GetTokensAsync(
            SeededApp.OwnApi, changes: ("scope", $"openid {SeededApp.OwnApi.ClientId}/.default"));

        await AssertIsExplainedAsync(graph["id_token"], "ID token", ("aud", "the client ID of the app"));
        await AssertIsExplainedAsync(
            graph["access_token"], "Access token for Microsoft Graph", ("aud", "Microsoft Graph. Another API"));
        await AssertIsExplainedAsync(
            version1["access_token"], "Access token, version 1.0", ("aud", "the name that the app used in its request"));
        await AssertIsExplainedAsync(
            version2["access_token"], "Access token, version 2.0", ("aud", "the client ID of the API"));
    }

    [Fact]
    public async Task Tokens_of_an_External_ID_tenant_are_explained()
    {
        using var browser = Fixture.NewBrowser();
        var answer = await EntraIdFixture.SignInAsync(browser, Customer.Address(), Customer.Casey);
        var token = (await Customer.RedeemAsync(Fixture, answer))["id_token"];

        await AssertIsExplainedAsync(
            token, "ID token of an External ID tenant",
            ("tid", "the External ID tenant that has the customer's account"), ("oid", "this customer in this tenant"));
    }

    [Theory]
    [InlineData("sub", "ID token of an External ID tenant")]
    [InlineData("scp", "Access token of an External ID tenant")]
    public async Task Tokens_of_External_ID_in_the_cloud_are_told_by_their_issuer(string claim, string kind)
    {
        const string Tenant = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
        var token = Unsigned(new()
        {
            ["iss"] = $"https://{Tenant}.ciamlogin.com/{Tenant}/v2.0",
            ["aud"] = "00001111-aaaa-2222-bbbb-3333cccc4444",
            ["tid"] = Tenant,
            [claim] = "value",
        });

        await AssertIsExplainedAsync(token, kind, ("tid", "the External ID tenant"));
    }

    [Fact]
    public async Task Tokens_of_a_B2C_policy_are_explained()
    {
        var tokens = await new B2CFixture(Fixture).GetTokensAsync(
            changes: ("scope", $"openid offline_access {B2CFixture.OrdersScope}"));

        await AssertIsExplainedAsync(
            tokens["id_token"], "ID token of a B2C policy", ("sub", "the object ID of the customer"));
        await AssertIsExplainedAsync(
            tokens["access_token"], "Access token of a B2C policy", ("scp", "what the app may do for the customer"));
    }

    [Fact]
    public async Task A_client_assertion_is_explained() => await AssertIsExplainedAsync(
        _client.Assertion(), "Client assertion",
        ("iss", "the client ID of the app itself"), ("aud", "the token endpoint or the issuer"));

    [Fact]
    public async Task A_logout_token_is_explained() => await AssertIsExplainedAsync(
        Unsigned(new()
        {
            ["iss"] = "https://login.example/",
            ["aud"] = SeededApp.SignIn.ClientId,
            ["jti"] = "one",
            ["sid"] = "the-session",
            ["events"] = new Dictionary<string, object>
            {
                ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>(),
            },
        }),
        "Logout token", ("sid", "The session that ended"));

    [Fact]
    public async Task Optional_claims_of_a_tenant_in_the_cloud_are_explained()
    {
        string[] names =
        [
            "ipaddr", "in_corp", "fwd", "vnet", "ctry", "tenant_ctry", "tenant_region_scope", "verified_primary_email",
            "verified_secondary_email", "onprem_sid", "pwd_exp", "pwd_url", "puid", "platf", "deviceid", "ztdid", "acrs",
            "signin_state", "xms_pl", "xms_tpl", "xms_pdl",
        ];
        var claims = names.ToDictionary(name => name, _ => (object)"value");
        claims["iss"] = "https://login.microsoftonline.com/f883241c-3907-4c64-b25d-29a884a930b1/v2.0";
        claims["aud"] = SeededApp.SignIn.ClientId;
        claims["ver"] = "2.0";
        claims["sub"] = "the-subject";

        await AssertIsExplainedAsync(
            Unsigned(claims), "ID token", ("ipaddr", "The IP address from which the user signed in."));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    // The page reads tokens that it cannot check.
    private static string Unsigned(Dictionary<string, object> claims) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(new SecurityTokenDescriptor { Claims = claims });

    private async Task AssertIsExplainedAsync(
        string token, string kind, params IEnumerable<(string Claim, string Meaning)> expected)
    {
        using var browser = Fixture.NewBrowser();
        var page = await browser.PostAsync(Address, [KeyValuePair.Create("token", token)]);

        Assert.Equal(kind, page.Document.QuerySelector("#kind-title")!.TextContent);
        var rows = page.Document.QuerySelectorAll(".claims tbody tr")
            .ToLookup(row => row.QuerySelector("th")!.TextContent, row => row.TextContent);
        foreach (var claim in new JsonWebToken(token).Claims.Select(claim => claim.Type).Distinct())
        {
            Assert.NotEmpty(rows[claim]);
            Assert.DoesNotContain(
                rows[claim], text => text.Contains("Not explained here", StringComparison.Ordinal));
        }

        foreach (var (claim, meaning) in expected)
        {
            Assert.Contains(rows[claim], text => text.Contains(meaning, StringComparison.Ordinal));
        }
    }
}
