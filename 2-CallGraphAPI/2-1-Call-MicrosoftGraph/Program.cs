using CallMicrosoftGraph.Identity;
using CallMicrosoftGraph.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;

var builder = WebApplication.CreateBuilder(args);

// Signs users in, as in chapter 1-1, and acquires access tokens for Microsoft Graph. The section "MicrosoftGraph" names
// its address and the scopes (the permissions) that each sign-in asks for. AddMicrosoftGraph gives controllers a
// GraphServiceClient, the client of the Graph SDK, and AddTokenCache keeps the tokens: Identity/TokenCaches.cs.
var graph = builder.Configuration.GetSection("DownstreamApis:MicrosoftGraph");
builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(builder.Configuration.GetSection("AzureAd"))
    .EnableTokenAcquisitionToCallDownstreamApi(graph.GetSection("Scopes").Get<string[]>())
    .AddMicrosoftGraph(graph)
    .AddTokenCache(builder.Configuration["TokenCache:File"]);

// Protects every page: a user who is not signed in is redirected to the provider, unless the page is [AllowAnonymous].
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

// GraphFailures answers, in every controller, when a call to Graph fails. AddMicrosoftIdentityUI adds the addresses
// /MicrosoftIdentity/Account/SignIn and SignOut. The pages that belong to them are Razor Pages; this app replaces three
// of them in Areas/MicrosoftIdentity.
builder.Services.AddControllersWithViews(options => options.Filters.Add<GraphFailures>())
    .AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// That is the whole integration: the app can sign users in and call Graph for them. The next statements protect it
// against attacks and failures. Each is a file in the folder Identity/ that describes the attack or the failure.

// Identity/GraphClient.cs: the client that calls Graph. It reuses connections, and gives up while the user still waits.
builder.Services.AddPooledGraphClient();

// Identity/AzureAdSettings.cs: checks the section "AzureAd". In development, the app signs users in at the sandbox, a
// provider on this machine. As soon as you set the ID of your own tenant, it signs them in there.
builder.Services.AddAzureAdSettings(builder.Configuration);

// Identity/SignInChecks.cs: rejects answers of the provider that the library accepts, such as an ID token without a
// signature. The ID token is the provider's statement about who has signed in.
builder.Services.AddSignInChecks();

// Identity/SignInErrors.cs: explains a failed sign-in on a page. By default, the user sees an empty page (status 500).
builder.Services.AddSignInErrorPage();

// Identity/DeclinedConsent.cs: shows a page to a user who declines a permission, and keeps the user signed in. The page
// takes the place of the error page, so this statement comes after the one for the error page.
builder.Services.AddDeclinedConsentPage();

// Identity/SessionCookie.cs: names the cookie of the scheme "Cookies", and ends each session a day after the sign-in.
// Browsers accept a cookie whose name starts with "__Host-" only from this host itself and over https.
builder.Services.AddSessionCookie("__Host-CallMicrosoftGraph");

// Identity/AccountRequests.cs: rejects a request for a sign-out that comes from another website.
builder.Services.AddAccountRequestChecks();

// Identity/SecurityHeaders.cs: tells browsers what a page may load and who may frame it (Content-Security-Policy).
builder.Services.AddSecurityHeaders();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for the app roles in the claim that Entra ID sends them in.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // The handler reads the provider's metadata over its back channel, a request from server to server. A user waits
    // for it, so a provider that does not answer becomes an error page after ten seconds and not after a minute.
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

// Where a user is in the directory, for the page "People".
builder.Services.AddSingleton<DirectoryPageLinks>();

// The largest form that this app receives is the provider's answer, which the browser posts: a few kilobytes. By
// default, Kestrel accepts 30 MB from any client.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 128 * 1024);

var app = builder.Build();

// A wrong setting stops the app here, with one sentence on the console, instead of breaking the first sign-in.
if (app.FindSettingMistake() is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}

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

app.UseHttpsRedirection();
app.UseRouting();

// Reads the session cookie of each request. At /signin-oidc, to which the provider sends the browser back, it signs the
// user in. It passes a failed sign-in on, to the endpoint that MapSignInErrorPage adds.
app.UseAuthentication();
app.UseAuthorization();

// The files in wwwroot are open to everyone, because the home page and the error page use them.
app.MapStaticAssets().AllowAnonymous();

// Shows the error page for a failed sign-in at /signin-oidc.
app.MapSignInErrorPage();

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
