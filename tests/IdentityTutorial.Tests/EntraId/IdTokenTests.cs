using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Tokens, checked with Microsoft.IdentityModel against the served metadata.</summary>
public sealed class IdTokenTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task It_validates_against_the_served_metadata_and_has_the_claims_of_the_cloud()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        var result = await ValidateAsync(fixture, tokens["id_token"], SeededApp.SignIn);

        Assert.True(result.IsValid, result.Exception?.Message);
        var claims = Payload(tokens["id_token"]);
        Assert.Equal(
            ["aio", "aud", "exp", "iat", "iss", "name", "nbf", "nonce", "oid", "preferred_username", "rh", "sid", "sub", "tid", "uti", "ver"],
            claims.Select(claim => claim.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("Alice Archer", "alice@contoso.example", SeededTenants.Contoso, "2.0", "the-nonce"),
            (Text(claims, "name"), Text(claims, "preferred_username"), Text(claims, "tid"), Text(claims, "ver"), Text(claims, "nonce")));
        Assert.InRange(claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>(), 3600, 5400);
    }

    [Fact]
    public async Task The_subject_differs_from_application_to_application_and_stays_the_same_in_each()
    {
        var first = (await fixture.GetTokensAsync(SeededApp.SignIn)).IdToken;
        var again = (await fixture.GetTokensAsync(SeededApp.SignIn)).IdToken;
        var other = (await fixture.GetTokensAsync(SeededApp.RolesAndGroups)).IdToken;

        Assert.Equal(first.Subject, again.Subject);
        Assert.NotEqual(first.Subject, other.Subject);
        Assert.Equal(first.GetPayloadValue<string>("oid"), other.GetPayloadValue<string>("oid"));
    }

    [Fact]
    public async Task The_scopes_decide_about_name_and_email()
    {
        var bare = Payload((await fixture.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid")))["id_token"]);
        var email = Payload((await fixture.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid email")))["id_token"]);

        Assert.DoesNotContain(["name", "preferred_username", "email"], bare.ContainsKey);
        Assert.Equal("alice@contoso.example", Text(email, "email"));
    }

    [Fact]
    public async Task Roles_groups_and_optional_claims_come_where_the_application_is_registered_for_them()
    {
        var claims = Payload((await fixture.GetTokensAsync(SeededApp.RolesAndGroups))["id_token"]);

        Assert.Equal(["Task.Approve", "Task.Read"], claims["roles"]!.AsArray().Select(role => role!.GetValue<string>()));
        Assert.Equal(3, claims["groups"]!.AsArray().Count);
        Assert.Equal((0, "Alice", "Archer"), (claims["acct"]!.GetValue<int>(), Text(claims, "given_name"), Text(claims, "family_name")));
        Assert.NotEqual(SeededTenants.Alice, Text(claims, "login_hint"));
        Assert.Equal(fixture.Clock.GetUtcNow().ToUnixTimeSeconds(), claims["auth_time"]!.GetValue<long>());
    }

    [Fact]
    public async Task Too_many_groups_become_an_address_to_ask()
    {
        var claims = Payload((await fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Bob))["id_token"]);

        Assert.False(claims.ContainsKey("groups"));
        Assert.Equal("src1", claims["_claim_names"]!["groups"]!.GetValue<string>());
        Assert.Equal($"https://localhost:7443/v1.0/users/{Text(claims, "oid")}/getMemberObjects", claims["_claim_sources"]!["src1"]!["endpoint"]!.GetValue<string>());
    }

    [Fact]
    public async Task In_a_fragment_many_groups_become_a_flag()
    {
        using var browser = fixture.NewBrowser();
        var page = await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.IdToken, ("response_type", "id_token")), SeededTenants.Bob);

        var claims = Payload(EntraIdFixture.AnswerOf(page)["id_token"]);

        Assert.True(claims["hasgroups"]!.GetValue<bool>());
        Assert.False(claims.ContainsKey("groups"));
    }

    [Theory]
    [InlineData("cp1")]
    [InlineData("CP1")]
    public async Task Single_claims_can_be_asked_for(string capability)
    {
        var request = $$$$"""
            {"id_token":{"auth_time":{"essential":true},"login_hint":null},
            "access_token":{"xms_cc":{"values":["{{{{capability}}}}"]}}}
            """;
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn, changes: ("claims", request));

        var claims = Payload(tokens["id_token"]);
        Assert.True(claims.ContainsKey("auth_time") && claims.ContainsKey("login_hint"));
        Assert.Equal(capability, Payload(tokens["access_token"])["xms_cc"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task The_code_hash_ties_code_and_id_token_together()
    {
        using var browser = fixture.NewBrowser();
        var answer = EntraIdFixture.AnswerOf(await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.IdToken, ("response_type", "code id_token"))));

        new OpenIdConnectProtocolValidator { RequireStateValidation = false, NonceLifetime = TimeSpan.FromDays(1), RequireTimeStampInNonce = false }
            .ValidateAuthenticationResponse(new OpenIdConnectProtocolValidationContext
            {
                ProtocolMessage = new OpenIdConnectMessage { Code = answer["code"], IdToken = answer["id_token"] },
                ValidatedIdToken = new System.IdentityModel.Tokens.Jwt.JwtSecurityToken(answer["id_token"]),
                Nonce = "the-nonce",
                ClientId = SeededApp.IdToken.ClientId,
            });
    }

    [Fact]
    public async Task An_access_token_for_Graph_is_of_version_1()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        var claims = Payload(tokens["access_token"]);

        Assert.Equal(("https://graph.microsoft.com", $"https://localhost:7443/{SeededTenants.Contoso}/", "1.0"), (Text(claims, "aud"), Text(claims, "iss"), Text(claims, "ver")));
        Assert.Equal((SeededApp.SignIn.ClientId, "1", "user", "alice@contoso.example"), (Text(claims, "appid"), Text(claims, "appidacr"), Text(claims, "idtyp"), Text(claims, "upn")));
        Assert.Equal("User.Read email openid profile", Text(claims, "scp"));
        Assert.InRange(tokens.Body["expires_in"]!.GetValue<int>(), 3600, 5400);
        Assert.Equal(claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>(), tokens.Body["expires_in"]!.GetValue<int>());
    }

    [Fact]
    public async Task Client_info_names_the_home_of_the_account()
    {
        var tokens = await fixture.RedeemAsync(SeededApp.SignIn, await fixture.GetCodeAsync(SeededApp.SignIn), ("client_info", "1"));

        var info = JsonNode.Parse(Base64UrlEncoder.Decode(tokens["client_info"]))!;

        Assert.Equal((tokens.IdToken.GetPayloadValue<string>("oid"), SeededTenants.Contoso), (info["uid"]!.GetValue<string>(), info["utid"]!.GetValue<string>()));
    }

    [Fact]
    public async Task People_of_another_tenant_sign_in_to_a_multi_tenant_application_under_their_own_issuer()
    {
        using var browser = fixture.NewBrowser();
        var page = await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress("organizations", SeededApp.MultiTenant), "eve@fabrikam.example");
        var tokens = await fixture.TokenAsync("organizations", EntraIdFixture.Basic(SeededApp.MultiTenant.ClientId, SeededApp.Secret),
            ("grant_type", "authorization_code"), ("code", EntraIdFixture.AnswerOf(page)["code"]), ("redirect_uri", SeededApp.MultiTenant.RedirectUri));

        Assert.Equal($"https://localhost:7443/{SeededTenants.Fabrikam}/v2.0", tokens.IdToken.Issuer);
        Assert.Equal(SeededTenants.Fabrikam, tokens.IdToken.GetPayloadValue<string>("tid"));
    }

    [Fact]
    public async Task After_a_rotation_new_tokens_have_the_published_next_key_and_old_tokens_stay_valid_for_a_day()
    {
        await using var own = new EntraIdFixture();
        var before = await own.GetTokensAsync(SeededApp.SignIn);
        var published = (await MetadataAsync(own)).SigningKeys.Select(key => key.KeyId).ToList();

        await own.Service<SigningKeys>().RotateAsync(EntraIdFixture.Token);
        var after = await own.GetTokensAsync(SeededApp.SignIn);

        Assert.NotEqual(before.IdToken.Kid, after.IdToken.Kid);
        Assert.Contains(after.IdToken.Kid, published);
        Assert.Equal(3, (await MetadataAsync(own)).SigningKeys.DistinctBy(key => key.KeyId).Count());
        Assert.True((await ValidateAsync(own, before["id_token"], SeededApp.SignIn)).IsValid);
        Assert.True((await ValidateAsync(own, after["id_token"], SeededApp.SignIn)).IsValid);

        own.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Contains(before.IdToken.Kid, (await MetadataAsync(own)).SigningKeys.Select(key => key.KeyId));
        own.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(before.IdToken.Kid, (await MetadataAsync(own)).SigningKeys.Select(key => key.KeyId));
        await own.Service<SigningKeys>().RotateAsync(EntraIdFixture.Token);
        await own.ReadAsync(async db => Assert.DoesNotContain(before.IdToken.Kid, await db.Set<StoredSigningKey>().Select(key => key.KeyId).ToListAsync(EntraIdFixture.Token)));
    }

    private static async Task<TokenValidationResult> ValidateAsync(EntraIdFixture fixture, string token, SeededApp app)
    {
        var metadata = await MetadataAsync(fixture);
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = metadata.Issuer,
            ValidAudience = app.ClientId,
            IssuerSigningKeys = metadata.SigningKeys,
        });
    }

    private static Task<OpenIdConnectConfiguration> MetadataAsync(EntraIdFixture fixture) => OpenIdConnectConfigurationRetriever.GetAsync(
        $"https://localhost:7443/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration", new HttpDocumentRetriever(fixture.Sandbox.CreateWireClient()), EntraIdFixture.Token);

    private static JsonObject Payload(string token) => JsonNode.Parse(Base64UrlEncoder.Decode(new JsonWebToken(token).EncodedPayload))!.AsObject();

    private static string Text(JsonObject claims, string name) => claims[name] is { } value ? value.GetValue<string>() : string.Create(CultureInfo.InvariantCulture, $"(no {name})");
}
