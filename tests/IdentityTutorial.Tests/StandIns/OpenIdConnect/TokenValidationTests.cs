using System.Net;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class TokenValidationTests
{
    public static TheoryData<string, string, object?, Type> BadClaims()
    {
        var data = new TheoryData<string, string, object?, Type>();
        foreach (var responseType in new[] { "code", "id_token" })
        {
            data.Add(responseType, "iss", "https://elsewhere.example", typeof(SecurityTokenInvalidIssuerException));
            data.Add(responseType, "aud", "another-client", typeof(SecurityTokenInvalidAudienceException));
            data.Add(responseType, "exp", 1_000_000_000L, typeof(SecurityTokenExpiredException));
            data.Add(responseType, "nbf", 4_000_000_000L, typeof(SecurityTokenNotYetValidException));
            data.Add(responseType, "nonce", "of another request", typeof(OpenIdConnectProtocolInvalidNonceException));
            data.Add(responseType, "nonce", null, typeof(OpenIdConnectProtocolInvalidNonceException));
            data.Add(responseType, "sub", null, typeof(OpenIdConnectProtocolException));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(BadClaims))]
    public async Task A_token_with_a_wrong_or_missing_claim_does_not_sign_in(string responseType, string claim, object? value, Type expected)
    {
        await using var app = await TestApp.StartAsync(options => options.ResponseType = responseType);
        app.Provider.ChangeClaims = claims =>
        {
            claims.Remove(claim);
            if (value is not null)
            {
                claims[claim] = value;
            }

            if (claim == "nbf")
            {
                claims["exp"] = 4_100_000_000L;
            }
            else if (claim == "exp")
            {
                claims["nbf"] = 900_000_000L;
            }
        };
        var browser = app.NewBrowser();

        var response = await app.SignInAsync(browser);

        Assert.Equal(HttpStatusCode.BadRequest, response.Status);
        Assert.IsType(expected, app.Failure);
        Assert.Empty(browser.Cookies.Named(".AspNetCore.Cookies"));
    }

    [Theory]
    [InlineData("code")]
    [InlineData("id_token")]
    public async Task A_token_signed_by_somebody_else_does_not_sign_in(string responseType)
    {
        await using var app = await TestApp.StartAsync(options => options.ResponseType = responseType);
        app.Provider.SignAsSomebodyElse();

        await app.SignInAsync(app.NewBrowser());

        Assert.IsType<SecurityTokenInvalidSignatureException>(app.Failure);
    }

    [Fact]
    public async Task An_unsigned_token_from_the_token_endpoint_signs_in_as_with_the_official_handler()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        app.Provider.Signing = null;
        app.Provider.ChangeClaims = claims => claims.Remove("at_hash"); // No algorithm, no hash.
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Null(app.Failure);
        Assert.NotEmpty(await TestApp.ClaimsAsync(browser));
    }

    [Fact]
    public async Task An_application_can_refuse_an_unsigned_token_in_TokenValidated()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnTokenValidated = context =>
        {
            if (context.SecurityToken.SignatureAlgorithm == SecurityAlgorithms.None)
            {
                context.Fail("unsigned");
            }

            return Task.CompletedTask;
        });
        app.Provider.Signing = null;

        await app.SignInAsync(app.NewBrowser());

        Assert.Equal("unsigned", app.Failure?.Message);
    }

    [Fact]
    public async Task An_access_token_that_does_not_fit_at_hash_does_not_sign_in()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnTokenResponseReceived = context =>
        {
            context.TokenEndpointResponse.AccessToken = "injected";
            return Task.CompletedTask;
        });

        await app.SignInAsync(app.NewBrowser());

        Assert.IsType<OpenIdConnectProtocolInvalidAtHashException>(app.Failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_no_token_at_all_does_not_sign_in_and_is_not_repeated_in_the_error(bool useSecurityTokenValidator)
    {
        await using var app = await TestApp.StartAsync(options => options.UseSecurityTokenValidator = useSecurityTokenValidator);

        await app.SignInAsync(app.NewBrowser(), answer => answer["id_token"] = "gibberish-12345");

        Assert.DoesNotContain("gibberish-12345", app.Failure!.ToString(), StringComparison.Ordinal);
    }
}
