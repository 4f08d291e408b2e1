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

// When a call to Graph fails in a controller, GraphFailures shows the error page, or asks the user for a missing
// permission. AddMicrosoftIdentityUI adds the addresses /MicrosoftIdentity/Account/SignIn and SignOut, and Razor Pages
// for their results. The folder Areas/MicrosoftIdentity replaces these pages with ones that have the look of this app.
builder.Services.AddControllersWithViews(mvc => mvc.Filters.Add<GraphFailures>()).AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// As in chapters 1-1 and 2-1, the next eight statements protect the sign-in and the calls of Graph. Each has a file in
// the folder Identity/, which describes the attack or the failure.

// Identity/AzureAdSettings.cs: checks the section "AzureAd". In development, the app signs users in at the sandbox, a
// provider on this machine. As soon as you set the ID of your own tenant, it signs them in there.
builder.Services.AddAzureAdSettings(builder.Configuration);

// Identity/SignInChecks.cs: the ID token is the provider's statement about who has signed in. The library checks it as
// the standard says. These checks are stricter: they reject, for example, an ID token without a signature.
builder.Services.AddSignInChecks();

// Identity/SignInErrors.cs: a failed sign-in shows the error page with the provider's error code, the cause and the
// fix. By default, it is an exception of the app (status 500).
builder.Services.AddSignInErrorPage();

// Identity/SessionCookie.cs: names the cookie of the scheme "Cookies", and ends each session a day after the sign-in.
// Browsers accept a cookie whose name starts with "__Host-" only over https and from this host itself, so no app on
// another subdomain can plant one.
builder.Services.AddSessionCookie("__Host-DeployToAppService");

// Identity/AccountRequests.cs: rejects a sign-out that another website started. Otherwise, any website could sign the
// users of this app out.
builder.Services.AddAccountRequestChecks();

// Identity/SecurityHeaders.cs: tells browsers what a page may load and who may frame it (Content-Security-Policy), so
// that text which gets into a page cannot run as a script.
builder.Services.AddSecurityHeaders();

// Identity/GraphClient.cs: has all calls of Graph share their connections, and ends a call that takes too long with an
// error page, before the user gives up.
builder.Services.AddPooledGraphClient();

// Identity/DeclinedConsent.cs: a user who declines one more permission stays signed in, and sees a page about it
// instead of the error page. It comes after AddSignInErrorPage, because the statement that comes last decides.
builder.Services.AddDeclinedConsentPage();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for the app roles in the claim that Entra ID sends them in.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // A user waits while the app reads the provider's metadata. A provider that does not answer becomes an error page
    // after ten seconds and not after a minute, the default.
    options.BackchannelTimeout = TimeSpan.FromSeconds(10);

    // The ID token consists of claims, such as the user's name. ClaimActions has actions that delete some of them
    // before the session begins. The page "ID token" explains six of those, so the loop removes their actions.
    string[] explainedClaims = ["iss", "aud", "iat", "nbf", "exp", "ver"];
    foreach (var claim in explainedClaims)
    {
        options.ClaimActions.Remove(claim);
    }

    // These two claims are for the provider's own use, and long. Without them, the session cookie is smaller.
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
// Before the rest, so that every answer has the headers: redirects and error pages, too.
app.UseSecurityHeaders();

// These two show the error page (Controllers/ErrorController.cs): the first for an exception, the second for an error
// status without content, such as 404. They do so in development as well, because the page explains more than a stack
// trace.
app.UseExceptionHandler("/Error");
app.UseStatusCodePagesWithReExecute("/Error");

// Tells browsers to use only https for this host (HSTS). They remember it for 30 days, so a development machine whose
// host is not localhost should not send it.
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

// Shows the error page for a failed sign-in at /signin-oidc, to users who are not signed in.
app.MapSignInErrorPage()
    .RequireRateLimiting(RateLimits.SignInAnswers);

// The page headers tell the browser not to store a page. Otherwise its Back button would show it after the sign-out.
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}")
    .WithStaticAssets()
    .WithPageHeaders();
app.MapRazorPages()
    .WithStaticAssets()
    .WithPageHeaders();

// An unknown address is answered with 404. Otherwise, it would need a sign-in, as every page does.
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();

app.Run();
return 0;
