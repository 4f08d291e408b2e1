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

// Protects every page: a user who is not signed in is redirected to the provider, unless the page is [AllowAnonymous].
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

// Adds the addresses /MicrosoftIdentity/Account/SignIn and /MicrosoftIdentity/Account/SignOut. The pages that belong to
// them are Razor Pages; this app replaces three of them in Areas/MicrosoftIdentity.
builder.Services.AddControllersWithViews(mvc => mvc.Filters.Add<GraphFailures>()).AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// As in chapters 1-1 and 2-1, these protect the sign-in and the calls of Graph. Each is a file in Identity/.

// Identity/AzureAdSettings.cs: checks the section "AzureAd". In development, the app signs users in at the sandbox, a
// provider on this machine. As soon as you set the ID of your own tenant, it signs them in there.
builder.Services.AddAzureAdSettings(builder.Configuration);

// Identity/SignInChecks.cs: rejects answers of the provider that the library accepts, such as an ID token without a
// signature. The ID token is the provider's statement about who has signed in.
builder.Services.AddSignInChecks();

// Identity/SignInErrors.cs: explains a failed sign-in on a page. By default, the user sees an empty page (status 500).
builder.Services.AddSignInErrorPage();

// Identity/SessionCookie.cs: names the cookie of the scheme "Cookies", and ends each session a day after the sign-in.
// Browsers accept a cookie whose name starts with "__Host-" only from this host itself and over https.
builder.Services.AddSessionCookie("__Host-DeployToAppService");

// Identity/AccountRequests.cs: rejects a request for a sign-out that comes from another website.
builder.Services.AddAccountRequestChecks();

// Identity/SecurityHeaders.cs: tells browsers what a page may load and who may frame it (Content-Security-Policy).
builder.Services.AddSecurityHeaders();

// Identity/GraphClient.cs: the client that calls Graph. It reuses connections, and gives up while the user still waits.
builder.Services.AddPooledGraphClient();

// Identity/DeclinedConsent.cs: shows a page to a user who declines a permission, and keeps the user signed in. The page
// takes the place of the error page, so this statement comes after the one for the error page.
builder.Services.AddDeclinedConsentPage();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for the app roles in the claim that Entra ID sends them in.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // A user waits while the app reads the provider's metadata. A provider that does not answer becomes an error page
    // after ten seconds and not after a minute, the default.
    options.BackchannelTimeout = TimeSpan.FromSeconds(10);

    // By default, the handler deletes these statements (claims) of the ID token. The page "ID token" explains them, so
    // the loop removes the actions that delete them.
    string[] explainedClaims = ["iss", "aud", "iat", "nbf", "exp", "ver"];
    foreach (var claim in explainedClaims)
    {
        options.ClaimActions.Remove(claim);
    }

    // These two claims are long, and only the provider can read them. Without them, the cookie is smaller.
    options.ClaimActions.DeleteClaims("aio", "rh");
});

// The texts of the pages "ID token" and "Error": Models/claims.json and Models/problems.json.
builder.Services.AddSingleton<ClaimCatalog>();
builder.Services.AddSingleton<ProblemCatalog>();

// From here on, production. The next block reads its settings while it registers services. A wrong one ends the app.
if (ProductionSettings.FindMistake(builder.Configuration) is { } productionMistake)
{
    Console.Error.WriteLine(productionMistake);
    return 1;
}

// Data/SharedState.cs: keeps the tokens, and the keys that encrypt session cookies, in the database of all instances.
builder.AddSharedState();

// Operations/KnownProxies.cs: trusts only the configured proxies about the client's address, the scheme and the host.
builder.AddKnownProxies();

// Operations/RateLimits.cs: limits how many sign-ins and readiness checks one client can start.
builder.AddRateLimits();

// Operations/Telemetry.cs: sends logs, traces and metrics to a collector, if the environment names one.
builder.AddTelemetry();

// Operations/HealthChecks.cs: what /readyz checks.
builder.Services.AddReadinessChecks();

// Operations/StartUpReport.cs: logs the redirect URI, and a warning for each setting that is unfit for production.
builder.Services.AddHostedService<StartUpReport>();

builder.WebHost.ConfigureKestrel(kestrel =>
{
    // The largest form that this app receives is the provider's answer, which the browser posts: a few kilobytes. By
    // default, Kestrel accepts 30 MB from any client.
    kestrel.Limits.MaxRequestBodySize = 128 * 1024;
    kestrel.AddServerHeader = false;
});

// After SIGTERM, requests in flight have this long to end. App Service kills the process after the seconds in
// WEBSITES_CONTAINER_STOP_TIME_LIMIT, which has to be more.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));

var app = builder.Build();

// A wrong setting stops the app here, with one sentence on the console, instead of breaking the first sign-in.
if (app.FindSettingMistake() is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}

// First, because all that follows reads the scheme, the host and the client's address, which a proxy passes on.
app.UseForwardedHeaders();

// Gives a request the same ID in the log, in its trace and on the error page.
app.UseTraceIds();
app.UseSecurityHeaders();

// These two show the page of Controllers/ErrorController.cs: the first for an exception, the second for a response
// without content, such as 404. They do so in development as well, because the page explains more than a stack trace.
app.UseExceptionHandler("/Error");
app.UseStatusCodePagesWithReExecute("/Error");

// Tells browsers to use only https for this host (HSTS). In development, that would affect every app on localhost.
if (!app.Environment.IsDevelopment())
{
    app.UseHsts();
}

// There is no UseHttpsRedirection here. App Service redirects from http to https in front of the app. Behind a proxy
// that the app does not know, every request seems to be http, and a redirect would lead in circles.
app.UseRouting();

// Applies the policies that endpoints name with RequireRateLimiting.
app.UseRateLimiter();

// Answers with 503 until the app has its keys. Before UseAuthentication, which needs them to read the session cookie.
app.UseDatabaseGate();

// Reads the session cookie of each request. At /signin-oidc, to which the provider sends the browser back, it signs the
// user in. It passes a failed sign-in on, to the endpoint that MapSignInErrorPage adds.
app.UseAuthentication();
app.UseAuthorization();

// The files in wwwroot are open to everyone, because the home page and the error page use them.
app.MapStaticAssets()
    .AllowAnonymous()
    .ServeWithoutDatabase();
app.MapHealthEndpoints();

// Shows the error page for a failed sign-in at /signin-oidc.
app.MapSignInErrorPage()
    .RequireRateLimiting(RateLimits.SignInAnswers);

// The page headers tell the browser not to store a page. Otherwise its Back button would show it after the sign-out.
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}")
    .WithStaticAssets()
    .WithPageHeaders();
app.MapRazorPages()
    .WithStaticAssets()
    .WithPageHeaders();

// An unknown address is answered with 404. Otherwise the fallback policy would redirect it to the provider.
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();

app.Run();
return 0;
