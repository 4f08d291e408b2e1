using System.Net;
using System.Text;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Errors of the token endpoint, each with status, error and number.</summary>
public sealed class TokenErrorTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task A_wrong_secret_is_AADSTS7000215()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, code, ("client_secret", "wrong")), HttpStatusCode.Unauthorized, "invalid_client", 7000215);
        Assert.Equal(HttpStatusCode.OK, (await fixture.RedeemAsync(SeededApp.SignIn, code)).Status);
    }

    [Fact]
    public async Task An_expired_secret_is_AADSTS7000222()
    {
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.ExpiredSecret, "1.unknown"), HttpStatusCode.Unauthorized, "invalid_client", 7000222);
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.ExpiredSecret, "1.unknown", ("client_secret", "wrong")), HttpStatusCode.Unauthorized, "invalid_client", 7000215);
    }

    [Fact]
    public async Task No_credential_is_AADSTS7000218()
    {
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, "1.unknown", ("client_secret", "")), HttpStatusCode.Unauthorized, "invalid_client", 7000218);
    }

    [Fact]
    public async Task A_public_client_with_a_credential_is_AADSTS700025()
    {
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.Public, "1.unknown"), HttpStatusCode.Unauthorized, "invalid_client", 700025);
    }

    [Theory]
    [InlineData("0d0f1c3a-1111-4222-8333-444455556666")]
    [InlineData("not-a-guid")]
    public async Task An_unknown_application_is_AADSTS700016(string clientId)
    {
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, "1.unknown", ("client_id", clientId)), HttpStatusCode.BadRequest, "unauthorized_client", 700016);
    }

    [Fact]
    public async Task An_application_of_another_tenant_is_AADSTS700016()
    {
        var answer = await fixture.TokenAsync(SeededTenants.Fabrikam, null,
            ("grant_type", "authorization_code"), ("client_id", SeededApp.SignIn.ClientId), ("client_secret", SeededApp.Secret), ("code", "1.x"), ("redirect_uri", SeededApp.SignIn.RedirectUri));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "unauthorized_client", 700016);
    }

    [Fact]
    public async Task An_unknown_tenant_is_AADSTS90002()
    {
        ProtocolAssert.IsError(await fixture.TokenAsync("nowhere.example", null, ("grant_type", "authorization_code")), HttpStatusCode.BadRequest, "invalid_request", 90002);
    }

    [Theory]
    [InlineData("grant_type")]
    [InlineData("client_id")]
    [InlineData("code")]
    [InlineData("redirect_uri")]
    public async Task A_missing_parameter_is_AADSTS900144(string missing)
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);

        var answer = await fixture.RedeemAsync(SeededApp.SignIn, code, (missing, ""));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 900144);
        Assert.Contains($"'{missing}'", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_grant_type_is_AADSTS70003()
    {
        ProtocolAssert.IsError(
            await fixture.RedeemAsync(
                SeededApp.SignIn, "1.x", ("grant_type", "urn:ietf:params:oauth:grant-type:saml2-bearer")),
            HttpStatusCode.BadRequest,
            "unsupported_grant_type",
            70003);
    }

    [Fact]
    public async Task An_unknown_code_is_AADSTS70000_and_a_malformed_one_AADSTS9002313()
    {
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, "1." + new string('u', 43)), HttpStatusCode.BadRequest, "invalid_grant", 70000);
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, "1.unknown"), HttpStatusCode.BadRequest, "invalid_grant", 9002313);
    }

    [Fact]
    public async Task Another_applications_code_is_AADSTS70000_and_stays_usable_for_its_owner()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.RolesAndGroups, code), HttpStatusCode.BadRequest, "invalid_grant", 70000);
        Assert.Equal(HttpStatusCode.OK, (await fixture.RedeemAsync(SeededApp.SignIn, code)).Status);
    }

    [Fact]
    public async Task An_expired_code_is_AADSTS70008()
    {
        await using var own = new EntraIdFixture();
        var code = await own.GetCodeAsync(SeededApp.SignIn);

        own.Clock.Advance(TimeSpan.FromMinutes(10));

        ProtocolAssert.IsError(await own.RedeemAsync(SeededApp.SignIn, code), HttpStatusCode.BadRequest, "invalid_grant", 70008);
    }

    [Fact]
    public async Task Another_redirect_uri_is_AADSTS500112()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, code, ("redirect_uri", "https://localhost:7111/other")), HttpStatusCode.BadRequest, "invalid_client", 500112);
    }

    [Fact]
    public async Task A_code_redeemed_twice_is_AADSTS54005_and_revokes_what_it_gave()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);
        var first = await fixture.RedeemAsync(SeededApp.SignIn, code);

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, code), HttpStatusCode.BadRequest, "invalid_grant", 54005);
        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.SignIn, first["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 50173);
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoTests.CallAsync(fixture, first["access_token"])).Status);
    }

    [Fact]
    public async Task A_code_redeemed_again_after_its_end_still_revokes_what_it_gave()
    {
        await using var own = new EntraIdFixture();
        var code = await own.GetCodeAsync(SeededApp.SignIn);
        var first = await own.RedeemAsync(SeededApp.SignIn, code);
        own.Clock.Advance(TimeSpan.FromMinutes(11));

        ProtocolAssert.IsError(await own.RedeemAsync(SeededApp.SignIn, code), HttpStatusCode.BadRequest, "invalid_grant", 54005);
        ProtocolAssert.IsError(await own.RefreshAsync(SeededApp.SignIn, first["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    [Fact]
    public async Task Of_many_simultaneous_redemptions_of_one_code_exactly_one_succeeds()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fixture.RedeemAsync(SeededApp.SignIn, code), EntraIdFixture.Token)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", Number(answer)));
        Assert.Subset(new HashSet<int> { 54005, 50173 }, answers.Where(answer => answer.Status != HttpStatusCode.OK).Select(Number).ToHashSet());
    }

    [Fact]
    public async Task A_get_request_is_AADSTS900561()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{SeededTenants.Contoso}/oauth2/v2.0/token");

        ProtocolAssert.IsError(await fixture.SendAsync(request), HttpStatusCode.MethodNotAllowed, "invalid_request", 900561);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "grant_type=authorization_code")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nnonsense")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=a&grant_type=b")]
    [InlineData("application/x-www-form-urlencoded; charset=no-such-charset", "grant_type=a&grant_type=b")]
    public async Task A_body_that_is_no_proper_form_is_invalid_request(string contentType, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{SeededTenants.Contoso}/oauth2/v2.0/token") { Content = content };

        ProtocolAssert.IsError(await fixture.SendAsync(request), HttpStatusCode.BadRequest, "invalid_request", 9002313);
    }

    [Fact]
    public async Task An_oversized_parameter_is_invalid_request()
    {
        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, new string('a', 20_000)), HttpStatusCode.BadRequest, "invalid_request", 9002313);
    }

    [Fact]
    public async Task The_clients_own_correlation_id_comes_back()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{SeededTenants.Contoso}/oauth2/v2.0/token") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("client-request-id", "11111111-2222-3333-4444-555555555555");

        Assert.Equal("11111111-2222-3333-4444-555555555555", (await fixture.SendAsync(request))["correlation_id"]);
    }

    private static int Number(TokenAnswer answer) => answer.Body["error_codes"]![0]!.GetValue<int>();
}
