using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_the_official_ones()
    {
        var options = new OpenIdConnectOptions();

        Assert.Equal("id_token", options.ResponseType);
        Assert.Equal("form_post", options.ResponseMode);
        Assert.Equal(["openid", "profile"], options.Scope);
        Assert.Equal("/signin-oidc", options.CallbackPath);
        Assert.Equal("/signout-callback-oidc", options.SignedOutCallbackPath);
        Assert.Equal("/signout-oidc", options.RemoteSignOutPath);
        Assert.Equal("/", options.SignedOutRedirectUri);
        Assert.True(options.UsePkce);
        Assert.True(options.RequireHttpsMetadata);
        Assert.True(options.RefreshOnIssuerKeyNotFound);
        Assert.True(options.MapInboundClaims);
        Assert.False(options.GetClaimsFromUserInfoEndpoint);
        Assert.False(options.SaveTokens);
        Assert.False(options.UseTokenLifetime);
        Assert.False(options.UseSecurityTokenValidator);
        Assert.False(options.SkipUnrecognizedRequests);
        Assert.False(options.DisableTelemetry);
        Assert.Equal(OpenIdConnectRedirectBehavior.RedirectGet, options.AuthenticationMethod);
    }

    [Theory]
    [InlineData("https://provider.example/tenant/v2.0")]
    [InlineData("https://provider.example/tenant/v2.0/")]
    public void The_metadata_address_follows_from_the_authority(string authority)
    {
        var options = PostConfigure(new OpenIdConnectOptions { Authority = authority, ClientId = "id" });

        Assert.Equal("https://provider.example/tenant/v2.0/.well-known/openid-configuration", options.MetadataAddress);
        Assert.Equal("id", options.TokenValidationParameters.ValidAudience);
        Assert.IsType<ConfigurationManager<OpenIdConnectConfiguration>>(options.ConfigurationManager);
    }

    [Fact]
    public void Given_metadata_is_used_as_it_is()
    {
        var options = PostConfigure(new OpenIdConnectOptions { Configuration = new OpenIdConnectConfiguration(), ClientId = "id" });

        Assert.IsType<StaticConfigurationManager<OpenIdConnectConfiguration>>(options.ConfigurationManager);
    }

    [Fact]
    public void An_http_authority_is_refused_with_the_way_out()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => PostConfigure(new OpenIdConnectOptions { Authority = "http://provider.example", ClientId = "id" }));

        Assert.Contains("http://provider.example", error.Message, StringComparison.Ordinal);
        Assert.Contains("RequireHttpsMetadata", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_authority_or_client_id_the_options_are_not_valid()
    {
        var noAuthority = PostConfigure(new OpenIdConnectOptions { ClientId = "id", SignInScheme = "Cookies" });
        var noClientId = PostConfigure(new OpenIdConnectOptions { Authority = "https://provider.example", SignInScheme = "Cookies" });

        Assert.Contains("Authority", Assert.Throws<InvalidOperationException>(noAuthority.Validate).Message, StringComparison.Ordinal);
        Assert.Equal("ClientId", Assert.Throws<ArgumentNullException>(noClientId.Validate).ParamName);
    }

    [Fact]
    public void A_negative_max_age_is_not_valid()
    {
        var options = PostConfigure(new OpenIdConnectOptions { Authority = "https://provider.example", ClientId = "id", MaxAge = TimeSpan.FromTicks(-1) });

        Assert.Equal("MaxAge", Assert.Throws<ArgumentOutOfRangeException>(options.Validate).ParamName);
    }

    [Fact]
    public void The_data_of_one_scheme_is_nothing_to_another()
    {
        var protection = new EphemeralDataProtectionProvider();
        var first = PostConfigure(new OpenIdConnectOptions(), protection, "first");
        var second = PostConfigure(new OpenIdConnectOptions(), protection, "second");

        var text = first.StringDataFormat.Protect("nonce");

        Assert.Equal("nonce", first.StringDataFormat.Unprotect(text));
        Assert.Null(second.StringDataFormat.Unprotect(text));
    }

    private static OpenIdConnectOptions PostConfigure(
        OpenIdConnectOptions options, IDataProtectionProvider? protection = null, string scheme = OpenIdConnectDefaults.AuthenticationScheme)
    {
        new OpenIdConnectPostConfigureOptions(protection ?? new EphemeralDataProtectionProvider()).PostConfigure(scheme, options);
        return options;
    }
}
