using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class AuthorizationRequestTests
{
    [Fact]
    public async Task An_app_with_one_tenant_sends_the_parameters_the_official_package_sends()
    {
        await using var app = await SignInApp.StartAsync();

        var request = await app.ChallengeAsync();

        Assert.Equal($"{app.Provider.Address}{SeededTenants.Contoso}/oauth2/v2.0/authorize", request.Endpoint);
        Assert.Equal(
            [
                "client_id", "client_info", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_mode",
                "response_type", "scope", "state", "x-client-SKU", "x-client-brkrver", "x-client-ver",
            ],
            request.Parameters.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(SignInApp.ClientId, request.Parameters["client_id"]);
        Assert.Equal("https://localhost:7111/signin-oidc", request.Parameters["redirect_uri"]);
        Assert.Equal("code", request.Parameters["response_type"]);
        Assert.Equal("form_post", request.Parameters["response_mode"]);
        Assert.Equal("openid profile", request.Parameters["scope"]);
        Assert.Equal("S256", request.Parameters["code_challenge_method"]);
        Assert.Equal("1", request.Parameters["client_info"]);
        Assert.Equal("IDWeb.4.14.1.0", request.Parameters["x-client-brkrver"]);
    }

    [Fact]
    public async Task Scopes_of_the_configuration_are_added_to_openid_and_profile_once()
    {
        var provider = new StubProvider();
        await using var app = await SignInApp.StartAsync(provider, new()
        {
            ["Authority"] = provider.IssuerOf(SeededTenants.Contoso),
            ["Scope:0"] = "email",
            ["Scope:1"] = "OpenID",
        });

        Assert.Equal("openid profile email", (await app.ChallengeAsync()).Parameters["scope"]);
    }

    [Fact]
    public async Task Hints_go_to_the_provider_and_not_into_the_state()
    {
        await using var app = await SignInApp.StartAsync();

        var request = await app.ChallengeAsync("/MicrosoftIdentity/Account/SignIn?loginHint=alice%40contoso.example&domainHint=contoso.example");

        Assert.Equal("alice@contoso.example", request.Parameters["login_hint"]);
        Assert.Equal("upn:alice@contoso.example", request.Parameters["x-anchormailbox"]);
        Assert.Equal("contoso.example", request.Parameters["domain_hint"]);
        Assert.DoesNotContain(app.Options.StateDataFormat.Unprotect(request.Parameters["state"])!.Items, item => item.Value!.Contains("alice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_challenge_for_claims_and_scopes_carries_both()
    {
        await using var app = await SignInApp.StartAsync();
        const string claims = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

        var request = await app.ChallengeAsync(
            $"/MicrosoftIdentity/Account/Challenge?redirectUri=/me&scope=openid%20User.Read&claims={Uri.EscapeDataString(claims)}");

        Assert.Equal(claims, request.Parameters["claims"]);
        Assert.Equal("openid User.Read", request.Parameters["scope"]);
    }

    [Fact]
    public async Task A_B2C_app_goes_to_its_user_flow()
    {
        var provider = new StubProvider();
        await using var app = await SignInApp.StartAsync(provider, SignInApp.B2C(provider));

        var request = await app.ChallengeAsync();

        Assert.Equal($"{provider.Address}fabrikamb2c.onmicrosoft.com/B2C_1_susi/oauth2/v2.0/authorize", request.Endpoint);
        Assert.Equal("code", request.Parameters["response_type"]);
    }

    [Fact]
    public async Task The_apps_own_redirect_handler_sees_the_finished_request()
    {
        string? clientInfo = null;
        await using var app = await SignInApp.StartAsync(configure: services => services.Configure<MicrosoftIdentityOptions>(
            OpenIdConnectDefaults.AuthenticationScheme,
            options => options.Events.OnRedirectToIdentityProvider = context =>
            {
                clientInfo = context.ProtocolMessage.GetParameter("client_info");
                context.ProtocolMessage.SetParameter("ui_locales", "de");
                return Task.CompletedTask;
            }));

        var request = await app.ChallengeAsync();

        Assert.Equal("1", clientInfo);
        Assert.Equal("de", request.Parameters["ui_locales"]);
    }
}
