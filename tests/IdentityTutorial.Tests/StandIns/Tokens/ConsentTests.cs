using IdentityTutorial.Tests.StandIns.IdentityWeb;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.Tokens;

/// <summary>A token that needs the user becomes a challenge that asks for what is missing.</summary>
public sealed class ConsentTests
{
    private const string Challenge = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

    [Fact]
    public async Task AuthorizeForScopes_challenges_for_scopes_claims_and_the_same_user()
    {
        await using var app = await StartAsync();
        await app.SignInAsync();
        app.RefreshError = new { error = "invalid_grant", error_description = "AADSTS50076: second factor", suberror = "basic_action", claims = Challenge };

        var request = AuthorizationRequest.Of(await app.App.Browser.GetAsync("/filter"));

        Assert.Equal(["Mail.Read", "offline_access", "openid", "profile"], request.Parameters["scope"]!.Split(' ').Order(StringComparer.Ordinal));
        Assert.Equal(Challenge, request.Parameters["claims"]);
        Assert.Equal("alice@contoso.example", request.Parameters["login_hint"]);
        Assert.Equal("organizations", request.Parameters["domain_hint"]);
    }

    [Fact]
    public async Task The_consent_handler_challenges_through_the_UI_package_and_comes_back_to_the_page()
    {
        await using var app = await StartAsync();
        await app.SignInAsync();
        app.RefreshError = new { error = "invalid_grant", error_description = "AADSTS65001: no consent", claims = Challenge };

        var redirect = await app.App.Browser.GetAsync("/handler?page=2");
        Assert.Equal("/MicrosoftIdentity/Account/Challenge", redirect.Location!.AbsolutePath);
        var request = AuthorizationRequest.Of(await app.App.Browser.GetAsync(redirect.Location, redirect.Address));

        Assert.Contains("Mail.Read", request.Parameters["scope"]!.Split(' '));
        Assert.Equal(Challenge, request.Parameters["claims"]);
        Assert.Equal("alice@contoso.example", request.Parameters["login_hint"]);
        app.RefreshError = null;
        Assert.Equal("https://localhost:7111/handler?page=2", (await app.App.AnswerAsync(request)).Location!.ToString());
    }

    [Theory]
    [InlineData("user_null", true)]
    [InlineData("invalid_grant", true)]
    [InlineData("no_tokens_found", false)]
    public void Only_what_signing_in_can_solve_is_challenged(string errorCode, bool isChallenged) =>
        Assert.Equal(isChallenged, Filter(new() { Scopes = ["User.Read"] }, new MsalUiRequiredException(errorCode, "needed")).Result is ChallengeResult);

    [Fact]
    public void A_wrapped_exception_is_found_and_another_one_goes_on()
    {
        var wrapped = new InvalidOperationException("sdk", new MicrosoftIdentityWebChallengeUserException(new("user_null", "gone"), ["User.Read"]));

        Assert.IsType<ChallengeResult>(Filter(new(), wrapped).Result);
        Assert.Null(Filter(new(), new InvalidOperationException("else")).Result);
    }

    [Fact]
    public void The_user_flow_and_the_scheme_are_those_of_the_attribute()
    {
        var result = Assert.IsType<ChallengeResult>(Filter(
            new() { UserFlow = "B2C_1_edit_profile", AuthenticationScheme = "Customers" }, new MsalUiRequiredException("user_null", "gone")).Result);

        Assert.Equal("B2C_1_edit_profile", result.Properties!.Items["policy"]);
        Assert.Equal(["Customers"], result.AuthenticationSchemes);
    }

    [Fact]
    public void The_scopes_can_come_from_configuration_and_not_from_two_places()
    {
        var settings = new Dictionary<string, string?> { ["Graph:Scopes:0"] = "Mail.Read", ["Graph:Scopes:1"] = "User.Read", ["Api:Scope"] = "api://x/read" };

        Assert.Equal(["Mail.Read", "User.Read"], ScopesOf(new() { ScopeKeySection = "Graph:Scopes" }).Take(2));
        Assert.Equal("api://x/read", ScopesOf(new() { ScopeKeySection = "Api:Scope" }).First());
        Assert.Contains("IDW10302", Assert.Throws<InvalidOperationException>(
            () => ScopesOf(new() { ScopeKeySection = "Api:Scope", Scopes = ["User.Read"] })).Message, StringComparison.Ordinal);
        Assert.Contains("Missing:Scopes", Assert.Throws<InvalidOperationException>(
            () => ScopesOf(new() { ScopeKeySection = "Missing:Scopes" })).Message, StringComparison.Ordinal);

        ICollection<string> ScopesOf(AuthorizeForScopesAttribute attribute) =>
            ((ChallengeResult)Filter(attribute, new MsalUiRequiredException("user_null", "gone"), settings: settings).Result!)
                .Properties!.GetParameter<ICollection<string>>("scope")!;
    }

    [Theory]
    [InlineData("/profile", "/profile")]
    [InlineData("https://elsewhere.example/", null)]
    [InlineData("//elsewhere.example", null)]
    public void A_script_comes_back_to_the_page_it_names_if_that_is_of_this_app(string named, string? expected)
    {
        var result = (ChallengeResult)Filter(
            new(), new MsalUiRequiredException("user_null", "gone"), ("X-Requested-With", "XMLHttpRequest"), ("x-ReturnUrl", named)).Result!;

        Assert.Equal(expected, result.Properties!.RedirectUri);
    }

    [Fact]
    public async Task The_consent_handler_throws_what_it_cannot_solve()
    {
        await using var app = await StartAsync();
        await using var request = app.App.Services.CreateAsyncScope();
        request.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext();
        var handler = request.ServiceProvider.GetRequiredService<MicrosoftIdentityConsentAndConditionalAccessHandler>();
        var exception = new InvalidOperationException("something else");

        Assert.Same(exception, Assert.Throws<InvalidOperationException>(() => handler.HandleException(exception)));
    }

    private static Task<TokenApp> StartAsync() => TokenApp.StartAsync(
        configure: services => services.AddMicrosoftIdentityConsentHandler(),
        map: pages =>
        {
            pages.MapGet("/filter", async (HttpContext context, ITokenAcquisition tokens) =>
            {
                var exception = await Assert.ThrowsAsync<MicrosoftIdentityWebChallengeUserException>(() => tokens.GetAccessTokenForUserAsync(["Mail.Read"]));
                var challenge = (ChallengeResult)Run(new() { Scopes = ["Mail.Read"] }, context, exception).Result!;
                await context.ChallengeAsync(challenge.Properties);
            }).RequireAuthorization();
            pages.MapGet("/handler", async (ITokenAcquisition tokens, MicrosoftIdentityConsentAndConditionalAccessHandler handler) =>
                handler.HandleException(await Assert.ThrowsAsync<MicrosoftIdentityWebChallengeUserException>(
                    () => tokens.GetAccessTokenForUserAsync(["Mail.Read"])))).RequireAuthorization();
        });

    private static ExceptionContext Filter(AuthorizeForScopesAttribute attribute, Exception exception, params (string Name, string Value)[] headers) =>
        Filter(attribute, exception, [], headers);

    private static ExceptionContext Filter(
        AuthorizeForScopesAttribute attribute, Exception exception, Dictionary<string, string?> settings, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection()
                .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
                .BuildServiceProvider(),
        };
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        return Run(attribute, context, exception);
    }

    private static ExceptionContext Run(AuthorizeForScopesAttribute attribute, HttpContext context, Exception exception)
    {
        var filtered = new ExceptionContext(new ActionContext(context, new RouteData(), new ActionDescriptor()), []) { Exception = exception };
        attribute.OnException(filtered);
        return filtered;
    }
}
