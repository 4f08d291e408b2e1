using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class HandlerSettingsTests
{
    private static readonly (string, string?)[] _contoso = [("Instance", "https://login.example/"), ("TenantId", "contoso.example")];

    [Fact]
    public void Without_more_settings_the_handlers_defaults_hold()
    {
        var options = WebAppOptions.FromConfiguration(_contoso);

        Assert.Equal("/signin-oidc", options.CallbackPath);
        Assert.Equal("/signout-callback-oidc", options.SignedOutCallbackPath);
        Assert.Equal("/signout-oidc", options.RemoteSignOutPath);
        Assert.Equal("/", options.SignedOutRedirectUri);
        Assert.Equal("id_token", options.ResponseType);
        Assert.Equal("form_post", options.ResponseMode);
        Assert.Equal(["openid", "profile"], options.Scope);
        Assert.Equal("Cookies", options.SignInScheme);
        Assert.True(options.UsePkce);
        Assert.True(options.RequireHttpsMetadata);
        Assert.False(options.SaveTokens);
        Assert.False(options.GetClaimsFromUserInfoEndpoint);
        Assert.Null(options.ClientSecret);
        Assert.Equal("https://login.example/contoso.example/v2.0/.well-known/openid-configuration", options.MetadataAddress);
    }

    [Fact]
    public void Settings_of_the_section_reach_the_handler()
    {
        var options = WebAppOptions.FromConfiguration([
            .. _contoso,
            ("ResponseType", "code"),
            ("CallbackPath", "/in"),
            ("SignedOutCallbackPath", "/out"),
            ("RemoteSignOutPath", "/remote"),
            ("SaveTokens", "true"),
            ("Prompt", "select_account"),
            ("MaxAge", "01:00:00"),
            ("MapInboundClaims", "false"),
            ("CorrelationCookie:Name", "my-correlation"),
            ("TokenValidationParameters:RoleClaimType", "groups"),
            ("AdditionalAuthorizationParameters:ui_locales", "de"),
        ]);

        Assert.Equal("code", options.ResponseType);
        Assert.Equal("/in", options.CallbackPath);
        Assert.Equal("/out", options.SignedOutCallbackPath);
        Assert.Equal("/remote", options.RemoteSignOutPath);
        Assert.True(options.SaveTokens);
        Assert.Equal("select_account", options.Prompt);
        Assert.Equal(TimeSpan.FromHours(1), options.MaxAge);
        Assert.False(options.MapInboundClaims);
        Assert.Equal("my-correlation", options.CorrelationCookie.Name);
        Assert.Equal("groups", options.TokenValidationParameters.RoleClaimType);
        Assert.Equal("de", options.AdditionalAuthorizationParameters["ui_locales"]);
    }

    [Fact]
    public void The_first_secret_among_the_credentials_is_the_client_secret() => Assert.Equal(
        "the-secret",
        WebAppOptions.FromConfiguration([
            .. _contoso,
            ("ClientCredentials:0:SourceType", "KeyVault"),
            ("ClientCredentials:1:SourceType", "ClientSecret"),
            ("ClientCredentials:1:ClientSecret", "the-secret"),
            ("ClientCredentials:2:SourceType", "ClientSecret"),
            ("ClientCredentials:2:ClientSecret", "another"),
        ]).ClientSecret);

    [Fact]
    public void Credentials_stand_in_place_of_a_client_secret_setting()
    {
        (string, string?)[] both = [.. _contoso, ("ClientSecret", "setting"), ("ClientCredentials:0:SourceType", "ClientSecret"), ("ClientCredentials:0:ClientSecret", "credential")];

        Assert.Equal("credential", WebAppOptions.FromConfiguration(both).ClientSecret);
        Assert.Null(WebAppOptions.FromConfiguration([.. _contoso, ("ClientSecret", "setting"), ("ClientCredentials:0:SourceType", "KeyVault")]).ClientSecret);
        Assert.Equal("setting", WebAppOptions.FromConfiguration([.. _contoso, ("ClientSecret", "setting")]).ClientSecret);
    }

    [Theory]
    [InlineData(null, "preferred_username")]
    [InlineData("B2C_1_susi", "name")]
    public void The_users_name_is_the_claim_the_platform_has(string? policy, string claimType) => Assert.Equal(
        claimType,
        WebAppOptions.FromConfiguration([.. _contoso, ("Domain", "contoso.example"), ("SignUpSignInPolicyId", policy)]).TokenValidationParameters.NameClaimType);

    [Fact]
    public void An_issuer_check_of_the_apps_own_is_kept()
    {
        var options = WebAppOptions.FromCode(registration =>
        {
            (registration.Instance, registration.TenantId) = ("https://login.example/", "common");
            registration.TokenValidationParameters.IssuerValidator = (_, _, _) => "own";
        });

        Assert.Equal("own", options.TokenValidationParameters.IssuerValidator("any", null!, null!));
    }

    [Theory]
    [InlineData("Certificate", "Certificate")]
    [InlineData("KeyVault", "Certificate")]
    [InlineData("StoreWithSubjectName", "Certificate")]
    [InlineData("ClientSecret", "Secret")]
    [InlineData("SignedAssertionFromManagedIdentity", "SignedAssertion")]
    [InlineData("CustomSignedAssertion", "SignedAssertion")]
    [InlineData("AutoDecryptKeys", "DecryptKeys")]
    public void A_credentials_source_tells_its_type(string source, string type)
    {
        var credential = new Microsoft.Identity.Abstractions.CredentialDescription
        {
            SourceType = Enum.Parse<Microsoft.Identity.Abstractions.CredentialSource>(source),
        };

        Assert.Equal(type, credential.CredentialType.ToString());
    }

    [Fact]
    public void The_error_and_reset_pages_are_those_of_the_UI_package()
    {
        var registration = new MicrosoftIdentityOptions();

        Assert.Equal("/MicrosoftIdentity/Account/Error", registration.ErrorPath);
        Assert.Equal("/MicrosoftIdentity/Account/ResetPassword", registration.ResetPasswordPath);
    }
}
