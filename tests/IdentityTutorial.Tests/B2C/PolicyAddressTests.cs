using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>The three shapes of a policy's addresses, and addresses that name no policy.</summary>
public sealed class PolicyAddressTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    private const string Document = "v2.0/.well-known/openid-configuration";

    [Theory]
    [InlineData("/fabrikamb2c.onmicrosoft.com/B2C_1_susi/", "", "fabrikamb2c.onmicrosoft.com/b2c_1_susi/", "")]
    [InlineData("/tfp/fabrikamb2c.onmicrosoft.com/b2c_1_SUSI/", "", "tfp/fabrikamb2c.onmicrosoft.com/b2c_1_susi/", "")]
    [InlineData("/fabrikamb2c.onmicrosoft.com/", "?p=B2C_1_susi", "fabrikamb2c.onmicrosoft.com/", "?p=b2c_1_susi")]
    [InlineData("/a51c7d83-4fa6-4fce-ad03-c739e5f197e2/B2C_1A_SIGNUP_SIGNIN/", "", "a51c7d83-4fa6-4fce-ad03-c739e5f197e2/b2c_1a_signup_signin/", "")]
    [InlineData("/a51c7d83-4fa6-4fce-ad03-c739e5f197e2/", "?p=b2c_1_reset", "a51c7d83-4fa6-4fce-ad03-c739e5f197e2/", "?p=b2c_1_reset")]
    public async Task The_metadata_names_the_endpoints_in_the_shape_in_which_it_was_asked_and_one_issuer_for_all(string before, string after, string path, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, before + Document + after);

        var document = await fixture.Wire.SendAsync(request);

        var address = SandboxFactory.Address + path;
        Assert.Equal((HttpStatusCode.OK, Issuer), (document.Status, document["issuer"]));
        Assert.Equal($"{address}oauth2/v2.0/authorize{query}", document["authorization_endpoint"]);
        Assert.Equal($"{address}oauth2/v2.0/token{query}", document["token_endpoint"]);
        Assert.Equal($"{address}oauth2/v2.0/logout{query}", document["end_session_endpoint"]);
        Assert.Equal($"{address}discovery/v2.0/keys{query}", document["jwks_uri"]);
    }

    [Fact]
    public async Task The_metadata_has_the_fields_of_the_cloud_and_no_others()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{SeededTenants.B2CDomain}/B2C_1_susi/{Document}");

        var document = (await fixture.Wire.SendAsync(request)).Body;

        Assert.Equal(
            [
                "issuer", "authorization_endpoint", "token_endpoint", "end_session_endpoint", "jwks_uri",
                "response_modes_supported", "response_types_supported", "scopes_supported", "subject_types_supported",
                "id_token_signing_alg_values_supported", "token_endpoint_auth_methods_supported", "claims_supported",
            ],
            document.AsObject().Select(field => field.Key));
        Assert.Equal(
            [
                "code", "code id_token", "code token", "code id_token token", "id_token", "id_token token", "token",
                "token id_token",
            ],
            document["response_types_supported"]!.AsArray().Select(type => type!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/fabrikamb2c.onmicrosoft.com/b2c_1_susi/oauth2/v2.0/", "")]
    [InlineData("/tfp/fabrikamb2c.onmicrosoft.com/B2C_1_susi/oauth2/v2.0/", "")]
    [InlineData("/a51c7d83-4fa6-4fce-ad03-c739e5f197e2/oauth2/v2.0/", "p=b2c_1_SUSI")]
    public async Task A_customer_signs_in_in_each_shape(string before, string query)
    {
        using var browser = fixture.NewBrowser();
        var parameters = new Uri(SandboxFactory.Address, Address(Susi)).Query.TrimStart('?');

        var answer = await SignCustomerInAsync(browser, $"{before}authorize?{query}&{parameters}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{before}token?{query}")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = Chapter.ClientId,
                ["client_secret"] = SeededApp.Secret,
                ["redirect_uri"] = Chapter.RedirectUri,
                ["code"] = AnswerOf(answer)["code"],
            }),
        };
        var tokens = await fixture.Wire.SendAsync(request);

        Assert.Equal((Issuer, Susi), (tokens.IdToken.Issuer, tokens.IdToken.GetClaim("tfp").Value));
    }

    [Theory]
    [InlineData("/fabrikamb2c.onmicrosoft.com/b2c_1_susi/discovery/v2.0/keys")]
    [InlineData("/fabrikamb2c.onmicrosoft.com/discovery/v2.0/keys?p=b2c_1_susi")]
    public async Task The_keys_are_those_that_sign_and_name_the_policies_issuer(string address)
    {
        var token = (await fixture.GetTokensAsync()).IdToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        var keys = (await fixture.Wire.SendAsync(request)).Body["keys"]!.AsArray();

        Assert.Equal(Issuer, keys.Single(key => key!["kid"]!.GetValue<string>() == token.Kid)!["issuer"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/fabrikamb2c.onmicrosoft.com/v2.0/.well-known/openid-configuration", 90250)]
    [InlineData("/a51c7d83-4fa6-4fce-ad03-c739e5f197e2/discovery/v2.0/keys?p=", 90250)]
    [InlineData("/fabrikamb2c.onmicrosoft.com/B2C_1_nope/v2.0/.well-known/openid-configuration", 90022)]
    [InlineData("/fabrikamb2c.onmicrosoft.com/v2.0/.well-known/openid-configuration?p=B2C_1_nope", 90022)]
    [InlineData("/contoso.example/B2C_1_susi/v2.0/.well-known/openid-configuration", 90022)]
    [InlineData("/tfp/nowhere.example/B2C_1_susi/discovery/v2.0/keys", 90022)]
    [InlineData("/common/B2C_1_susi/v2.0/.well-known/openid-configuration", 90022)]
    public async Task A_document_without_a_policy_that_exists_is_an_error_of_B2C(string address, int code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        B2CAssert.IsError(await fixture.Wire.SendAsync(request), HttpStatusCode.BadRequest, "invalid_request", code);
    }

    [Theory]
    [InlineData("/fabrikamb2c.onmicrosoft.com/oauth2/v2.0/authorize?client_id=6d7fa902-87bd-40c4-bc28-b476b23cb79d", 90250)]
    [InlineData("/a51c7d83-4fa6-4fce-ad03-c739e5f197e2/oauth2/v2.0/logout", 90250)]
    [InlineData("/fabrikamb2c.onmicrosoft.com/oauth2/v2.0/logout?p=B2C_1_nope", 90022)]
    [InlineData("/fabrikamb2c.onmicrosoft.com/B2C_1_nope/oauth2/v2.0/authorize", 90022)]
    [InlineData("/f883241c-3907-4c64-b25d-29a884a930b1/B2C_1_susi/oauth2/v2.0/authorize", 90022)]
    public async Task A_page_without_a_policy_that_exists_is_an_error_of_B2C(string address, int code)
    {
        using var browser = fixture.NewBrowser();

        B2CAssert.IsErrorPage(await OpenAsync(browser, address), code);
    }

    [Fact]
    public async Task A_token_request_without_a_policy_is_an_error_of_B2C() => B2CAssert.IsError(
        await fixture.Wire.TokenAsync(SeededTenants.B2C, authorization: null, ("grant_type", "authorization_code")), HttpStatusCode.BadRequest, "invalid_request", 90250);

    [Fact]
    public async Task A_code_of_a_policy_is_worth_nothing_at_Entra_IDs_endpoints()
    {
        using var browser = fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));

        var refused = await fixture.Wire.TokenAsync("common", authorization: null,
            ("grant_type", "authorization_code"), ("client_id", Chapter.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", Chapter.RedirectUri), ("code", AnswerOf(answer)["code"]));

        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "unauthorized_client", 700016);
        Assert.Equal(HttpStatusCode.OK, (await fixture.RedeemAsync(answer)).Status);
    }

    [Fact]
    public async Task A_policy_in_the_query_changes_nothing_for_a_workforce_tenant()
    {
        using var browser = fixture.NewBrowser();

        var answer = await EntraIdFixture.SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("p", Susi)));

        Assert.Equal(HttpStatusCode.OK, (await fixture.Wire.RedeemAsync(SeededApp.SignIn, AnswerOf(answer)["code"])).Status);
    }
}
