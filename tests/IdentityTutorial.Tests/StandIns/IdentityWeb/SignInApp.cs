using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;
using Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Controllers;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>A small web app that signs in with the stand-ins, in this process, and a browser to use it with.</summary>
internal sealed class SignInApp : IAsyncDisposable
{
    public const string ClientId = "390f285f-1fdb-4541-be34-1c4a69f1fff6";

    private static readonly Uri _address = new("https://localhost:7111");

    private readonly WebApplication _app;

    private SignInApp(WebApplication app, StubProvider provider, CapturedLog log)
    {
        _app = app;
        Provider = provider;
        Log = log;

        var network = new TestNetwork();
        network.Register(_address, () => app.GetTestServer().CreateHandler());
        Browser = new TestBrowser(network, _address);
    }

    public StubProvider Provider { get; }

    public CapturedLog Log { get; }

    public TestBrowser Browser { get; }

    public IServiceProvider Services => _app.Services;

    public OpenIdConnectOptions Options => OptionsOf<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme);

    public TOptions OptionsOf<TOptions>(string scheme) => _app.Services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(scheme);

    /// <summary>Forgets the cookies, as a new browser does, for the next test on an app that a class shares.</summary>
    public void BeginTest()
    {
        Log.BeginTest();
        Browser.Cookies.Delete("");
    }

    /// <summary>The settings of a B2C app at the provider.</summary>
    public static Dictionary<string, string?> B2C(StubProvider provider) => new()
    {
        ["Instance"] = provider.Address.ToString(),
        ["Domain"] = "fabrikamb2c.onmicrosoft.com",
        ["SignUpSignInPolicyId"] = "B2C_1_susi",
        ["EditProfilePolicyId"] = "B2C_1_edit_profile",
        ["ResetPasswordPolicyId"] = "B2C_1_reset",
    };

    /// <summary>Starts an app.</summary>
    /// <param name="provider">Where it signs in.</param>
    /// <param name="settings">Its AzureAd section; client id, secret and response type are added. Contoso at the provider when missing.</param>
    /// <param name="environment">The hosting environment.</param>
    /// <param name="configure">Changes to its services, made last.</param>
    /// <param name="callApis">Continues the set-up of sign-in, for an app that acquires tokens.</param>
    /// <param name="map">More pages.</param>
    public static async Task<SignInApp> StartAsync(
        StubProvider? provider = null,
        Dictionary<string, string?>? settings = null,
        string environment = "Development",
        Action<IServiceCollection>? configure = null,
        Action<MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration>? callApis = null,
        Action<WebApplication>? map = null)
    {
        provider ??= new();
        settings ??= new() { ["Authority"] = provider.IssuerOf(SeededTenants.Contoso) };
        settings.TryAdd("ClientId", ClientId);
        settings.TryAdd("ResponseType", "code");
        settings.TryAdd("ClientCredentials:0:SourceType", "ClientSecret");
        settings.TryAdd("ClientCredentials:0:ClientSecret", "sandbox-only-not-a-secret");
        provider.Claims.TryAdd("aud", ClientId);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        var log = new CapturedLog();
        builder.Logging.ClearProviders().AddCaptured(log);
        builder.Configuration.Sources.Clear(); // beside the test assembly are settings of a chapter
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"AzureAd:{setting.Key}", setting.Value)));
        var signIn = builder.Services.AddMicrosoftIdentityWebAppAuthentication(builder.Configuration);
        callApis?.Invoke(signIn);
        builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options => options.BackchannelHttpHandler = provider);
        builder.Services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = "issuers");
        builder.Services.AddHttpClient("issuers").ConfigurePrimaryHttpMessageHandler(() => provider);
        builder.Services.AddAuthorization();
        builder.Services.AddControllers().AddApplicationPart(typeof(AccountController).Assembly).AddMicrosoftIdentityUI();
        builder.Services.AddRazorPages();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapControllers();
        app.MapRazorPages();
        app.MapGet("/", () => "home");
        app.MapGet("/me", (HttpContext context) => context.User.Claims.Select(claim => $"{claim.Type}={claim.Value}")).RequireAuthorization();
        app.MapGet("/forbidden", () => "never").RequireAuthorization(policy => policy.RequireRole("nobody"));
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, provider, log);
    }

    /// <summary>Opens a protected page and returns the authorization request it leads to.</summary>
    public async Task<AuthorizationRequest> ChallengeAsync(string path = "/me") =>
        AuthorizationRequest.Of(await Browser.GetAsync(path));

    /// <summary>Answers an authorization request with a code, as the provider's form_post page does.</summary>
    public Task<Page> AnswerAsync(AuthorizationRequest request, params IEnumerable<(string Name, string Value)> fields)
    {
        Provider.Claims["nonce"] = request.Parameters["nonce"];
        return PostBackAsync(request, [("code", "stub-code"), .. fields]);
    }

    /// <summary>Answers an authorization request with any fields, and the right state.</summary>
    public Task<Page> PostBackAsync(AuthorizationRequest request, params IEnumerable<(string Name, string Value)> fields) =>
        Browser.PostAsync(
            "/signin-oidc",
            fields.Append(("state", request.Parameters["state"])).Select(field => KeyValuePair.Create(field.Item1, field.Item2)),
            Provider.Address);

    /// <summary>Signs in and returns the claims of the session.</summary>
    public async Task<string[]> SignInAsync(params IEnumerable<(string Name, string Value)> fields)
    {
        var back = await AnswerAsync(await ChallengeAsync(), fields);
        Assert.Equal(HttpStatusCode.Redirect, back.Status);
        Assert.Equal("/me", back.Location!.AbsolutePath);

        var me = await Browser.GetAsync("/me");
        Assert.Equal(HttpStatusCode.OK, me.Status);
        return System.Text.Json.JsonSerializer.Deserialize<string[]>(me.Html)!;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _app.DisposeAsync();
    }
}
