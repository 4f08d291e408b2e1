using DeployToAppService.Data;
using DeployToAppService.Identity;
using DeployToAppService.Models;
using DeployToAppService.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;

var builder = WebApplication.CreateBuilder(args);

// Signs users in at Microsoft Entra ID (formerly Azure AD), and gets access tokens for Microsoft Graph, as in chapter
// 2-1. Two things differ. The section "AzureAd" has no secret: a token of the app's managed identity proves to the
// provider which app this is. And the tokens are in a distributed cache, which all instances of the app share.
builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(builder.Configuration.GetSection("AzureAd"))
    .EnableTokenAcquisitionToCallDownstreamApi(
        builder.Configuration.GetSection("DownstreamApis:MicrosoftGraph:Scopes").Get<string[]>())
    .AddMicrosoftGraph(builder.Configuration.GetSection("DownstreamApis:MicrosoftGraph"))
    .AddDistributedTokenCaches();

// Protects every page. A request without a session is sent to the sign-in, unless its page says [AllowAnonymous].
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

// Adds the addresses /MicrosoftIdentity/Account/SignIn and /MicrosoftIdentity/Account/SignOut. The pages that belong to
// them are Razor Pages; this app replaces three of them in Areas/MicrosoftIdentity.
builder.Services.AddControllersWithViews(mvc => mvc.Filters.Add<GraphFailures>()).AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// As in chapters 1-1 and 2-1, these make the sign-in and the calls of Graph safe and clear. Each is a file in Identity/.
builder.Services.AddAzureAdSettings(builder.Configuration);
builder.Services.AddSignInChecks();
builder.Services.AddSignInErrorPage();
builder.Services.AddSessionCookie("__Host-DeployToAppService");
builder.Services.AddAccountRequestChecks();
builder.Services.AddSecurityHeaders();
builder.Services.AddPooledGraphClient();
builder.Services.AddDeclinedConsentPage();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for the app roles in the claim that Entra ID sends them in.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // A user waits while the app reads the provider's metadata. A provider that does not answer becomes an error page
    // after ten seconds and not after a minute, the default.
    options.BackchannelTimeout = TimeSpan.FromSeconds(10);

    // The handler leaves these claims out of the session by default. The page "ID token" explains them, so they stay.
    string[] explainedClaims = ["iss", "aud", "iat", "nbf", "exp", "ver"];
    foreach (var claim in explainedClaims)
    {
        options.ClaimActions.Remove(claim);
    }

    // These two are long and mean something to Entra ID only. Without them, the session cookie is smaller.
    options.ClaimActions.DeleteClaims("aio", "rh");
});

builder.Services.AddSingleton<ClaimCatalog>();
builder.Services.AddSingleton<ProblemCatalog>();

// From here on, production. The next block reads its settings while it registers services. A wrong one ends the app.
if (ProductionSettings.FindMistake(builder.Configuration) is { } productionMistake)
{
    Console.Error.WriteLine(productionMistake);
    return 1;
}

// Data/ has what the instances share, and Operations/ what an operator needs.
builder.AddSharedState();
builder.AddKnownProxies();
builder.AddRateLimits();
builder.AddTelemetry();
builder.Services.AddReadinessChecks();
builder.Services.AddHostedService<StartUpReport>();

builder.WebHost.ConfigureKestrel(kestrel =>
{
    // The longest form that anyone sends to this app is the provider's answer to a sign-in. Kestrel accepts 30 MB by
    // default, from every anonymous client.
    kestrel.Limits.MaxRequestBodySize = 128 * 1024;
    kestrel.AddServerHeader = false;
});

// After SIGTERM, requests in flight have this long to end. App Service kills the process after the seconds in
// WEBSITES_CONTAINER_STOP_TIME_LIMIT, which has to be more.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));

var app = builder.Build();

// A wrong setting stops the app here with one sentence, and not at the first sign-in with an error page.
if (app.FindSettingMistake() is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}

// First, because all that follows reads the scheme, the host and the client's address, which a proxy passes on.
app.UseForwardedHeaders();
app.UseTraceIds();
app.UseSecurityHeaders();
app.UseExceptionHandler("/Error");
app.UseStatusCodePagesWithReExecute("/Error");
if (!app.Environment.IsDevelopment())
{
    app.UseHsts();
}

// There is no UseHttpsRedirection here. App Service redirects from http to https in front of the app. Behind a proxy that
// the app does not know, every request seems to be http, and a redirect would lead in circles.
app.UseRouting();
app.UseRateLimiter();
app.UseDatabaseGate();

// Answers /signin-oidc, to which the provider sends the browser back. Reads the session cookie of all other requests.
app.UseAuthentication();
app.UseAuthorization();

app.MapStaticAssets()
    .AllowAnonymous()
    .ServeWithoutDatabase();
app.MapHealthEndpoints();
app.MapSignInErrorPage()
    .RequireRateLimiting(RateLimits.SignInAnswers);
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}")
    .WithStaticAssets()
    .WithPageHeaders();
app.MapRazorPages()
    .WithStaticAssets()
    .WithPageHeaders();

// Without this line, the fallback policy would send a user who mistypes an address to the sign-in.
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();

app.Run();
return 0;
