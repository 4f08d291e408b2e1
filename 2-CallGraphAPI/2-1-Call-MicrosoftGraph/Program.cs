using CallMicrosoftGraph.Identity;
using CallMicrosoftGraph.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;

var builder = WebApplication.CreateBuilder(args);

// Signs users in at the identity provider, Microsoft Entra ID (formerly Azure AD), as chapter 1-1 does: the section
// "AzureAd" of appsettings.json says at which tenant (an organization), and as which registered app. The scheme
// "OpenIdConnect" redirects the browser to the provider, and the scheme "Cookies" then keeps the user signed in.
// This app also calls an API for the user, Microsoft Graph. For that, the provider issues an access token, which the
// app sends with each call. The section "DownstreamApis:MicrosoftGraph" has the address of Graph and the scopes
// (permissions) that the sign-in asks for. AddMicrosoftGraph gives controllers a GraphServiceClient, which sends the
// token. AddTokenCache (Identity/TokenCaches.cs) keeps the tokens in a file, so that they outlive the process. Without
// a file, it keeps them in memory.
var graph = builder.Configuration.GetSection("DownstreamApis:MicrosoftGraph");
builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(builder.Configuration.GetSection("AzureAd"))
    .EnableTokenAcquisitionToCallDownstreamApi(graph.GetSection("Scopes").Get<string[]>())
    .AddMicrosoftGraph(graph)
    .AddTokenCache(builder.Configuration["TokenCache:File"]);

// Protects every page: a user who is not signed in is redirected to the provider, unless the page is [AllowAnonymous].
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

// When a call to Graph fails in a controller, GraphFailures shows the error page, or asks the user for a missing
// permission. AddMicrosoftIdentityUI adds the addresses /MicrosoftIdentity/Account/SignIn and SignOut, and Razor Pages
// for their results. The folder Areas/MicrosoftIdentity replaces these pages with ones that have the look of this app.
builder.Services.AddControllersWithViews(options => options.Filters.Add<GraphFailures>())
    .AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// With these statements, the app can sign users in and call Graph for them. The next eight protect it against attacks
// and failures. Each has a file in the folder Identity/, which describes the attack or the failure.

// Identity/GraphClient.cs: has all calls of Graph share their connections, and ends a call that takes too long with an
// error page, before the user gives up.
builder.Services.AddPooledGraphClient();

// Identity/AzureAdSettings.cs: checks the section "AzureAd". In development, the app signs users in at the sandbox, a
// provider on this machine. As soon as you set the ID of your own tenant, it signs them in there.
builder.Services.AddAzureAdSettings(builder.Configuration);

// Identity/SignInChecks.cs: the ID token is the provider's statement about who has signed in. The library checks it as
// the standard says. These checks are stricter: they reject, for example, an ID token without a signature.
builder.Services.AddSignInChecks();

// Identity/SignInErrors.cs: a failed sign-in shows the error page with the provider's error code, the cause and the
// fix. By default, it is an exception of the app (status 500).
builder.Services.AddSignInErrorPage();

// Identity/DeclinedConsent.cs: a user who declines one more permission stays signed in, and sees a page about it
// instead of the error page. It comes after AddSignInErrorPage, because the statement that comes last decides.
builder.Services.AddDeclinedConsentPage();

// Identity/SessionCookie.cs: names the cookie of the scheme "Cookies", and ends each session a day after the sign-in.
// Browsers accept a cookie whose name starts with "__Host-" only over https and from this host itself, so no app on
// another subdomain can plant one.
builder.Services.AddSessionCookie("__Host-CallMicrosoftGraph");

// Identity/AccountRequests.cs: rejects a sign-out that another website started. Otherwise, any website could sign the
// users of this app out.
builder.Services.AddAccountRequestChecks();

// Identity/SecurityHeaders.cs: tells browsers what a page may load and who may frame it (Content-Security-Policy), so
// that text which gets into a page cannot run as a script.
builder.Services.AddSecurityHeaders();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for the app roles in the claim that Entra ID sends them in.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // The handler reads the provider's metadata over its back channel, a request from server to server. A user waits
    // for it, so a provider that does not answer becomes an error page after ten seconds and not after a minute.
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

// Remembers, for the page "People", the links with which Graph continues a long list of users.
builder.Services.AddSingleton<DirectoryPageLinks>();

// The largest form that this app receives is the provider's answer, which the browser posts: a few kilobytes. By
// default, Kestrel accepts 30 MB from any client, also at addresses without a sign-in.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 128 * 1024);

var app = builder.Build();

// A wrong setting stops the app here, with one sentence on the console, instead of breaking the first sign-in.
if (app.FindSettingMistake() is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}

// First, so that every answer has the headers: redirects and error pages, too.
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

app.UseHttpsRedirection();
app.UseRouting();

// Reads the session cookie of each request. At /signin-oidc, to which the provider sends the browser back, it signs the
// user in. It passes a failed sign-in on, to the endpoint that MapSignInErrorPage adds.
app.UseAuthentication();
app.UseAuthorization();

// The files in wwwroot are open to everyone, because the home page and the error page use them.
app.MapStaticAssets().AllowAnonymous();

// Shows the error page for a failed sign-in at /signin-oidc, to users who are not signed in.
app.MapSignInErrorPage();

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
