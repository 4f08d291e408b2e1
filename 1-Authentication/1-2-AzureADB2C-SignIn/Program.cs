using AzureADB2CSignIn.Identity;
using AzureADB2CSignIn.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;

var builder = WebApplication.CreateBuilder(args);

// Signs customers in with OpenID Connect at an identity provider: Azure AD B2C, or Microsoft Entra External ID. The
// section "AzureAd" of appsettings.json says at which tenant, with which policies, as which registered app, and with
// which client secret. This call registers two schemes: "OpenIdConnect" redirects the browser to the provider's sign-in
// page and checks the answer; "Cookies" then keeps the user signed in with an encrypted cookie and reads that cookie on
// each request.
builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(builder.Configuration.GetSection("AzureAd"));

// Protects every page: a user who is not signed in is redirected to the provider, unless the page is [AllowAnonymous].
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

// Adds the addresses below /MicrosoftIdentity/Account: SignIn, SignOut, EditProfile, ResetPassword, and Challenge,
// which runs the policy that a link names. Adds Razor Pages for the result, too. The folder Areas/MicrosoftIdentity
// replaces these pages with ones that have the look of this app.
builder.Services.AddControllersWithViews().AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// The app can sign users in now, as in chapter 1-1. The next six statements protect it against attacks and failures,
// and three more let it run several policies. Each has a file in the folder Identity/, which gives the reason.

// Identity/AzureAdSettings.cs: checks the section "AzureAd". In development, the app signs users in at the sandbox, a
// provider on this machine. As soon as you set the domain of your own B2C tenant, or the authority of your own External
// ID tenant, it signs them in there.
builder.Services.AddAzureAdSettings(builder.Configuration);

// Identity/SignInChecks.cs: the ID token is the provider's statement about who has signed in. The library checks it as
// the standard says. These checks are stricter: they reject, for example, an ID token without a signature.
builder.Services.AddSignInChecks();

// Identity/SignInErrors.cs: a failed sign-in shows the error page with the provider's error code, the cause and the
// fix. By default, it shows a page that says only that it failed.
builder.Services.AddSignInErrorPage();

// Identity/SessionCookie.cs: names the cookie of the scheme "Cookies", and ends each session a day after the last
// answer of the provider.
// Browsers accept a cookie whose name starts with "__Host-" only over https and from this host itself, so no app on
// another subdomain can plant one. The launch profiles of B2C and External ID run on the same host, so the name of
// their cookies is a setting.
builder.Services.AddSessionCookie(builder.Configuration["Chapter:SessionCookie"]!);

// Identity/AccountRequests.cs: rejects a sign-out that another website started. Otherwise, any website could sign the
// users of this app out.
builder.Services.AddAccountRequestChecks();

// Identity/SecurityHeaders.cs: tells browsers what a page may load and who may frame it (Content-Security-Policy), so
// that text which gets into a page cannot run as a script.
builder.Services.AddSecurityHeaders();

// Identity/UserFlowRequests.cs: sends the browser to the policy that a link names, and the code back to that policy.
builder.Services.AddUserFlowRequests();

// Identity/UserFlowChecks.cs: rejects the ID token of another policy, and of another account.
builder.Services.AddUserFlowChecks();

// Identity/UserFlowOutcomes.cs: goes on after a canceled policy, a forgotten password and a new password. It comes
// after AddSignInErrorPage, because what it decides takes the place of the error page.
builder.Services.AddUserFlowOutcomes();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for app roles in the claim that External ID sends them in. B2C
    // has no app roles.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // After the sign-in, the browser brings a one-time code, and the app exchanges it for the ID token in a request of
    // its own to the provider (the "back channel"). The user waits for it, so it gets ten seconds. The default is 60.
    options.BackchannelTimeout = TimeSpan.FromSeconds(10);

    // By default, the handler deletes these statements (claims) of the ID token. The page "ID token" explains them, so
    // the loop removes the actions that delete them. The page "Profile" reads the name of a custom policy in "acr".
    string[] explainedClaims = ["iss", "aud", "iat", "nbf", "exp", "ver", "acr"];
    foreach (var claim in explainedClaims)
    {
        options.ClaimActions.Remove(claim);
    }

    // External ID sends these two claims. They are long, and only the provider can read them, so the cookie omits them.
    options.ClaimActions.DeleteClaims("aio", "rh");
});

// The texts of the pages "ID token" and "Error": Models/claims.json and Models/problems.json.
builder.Services.AddSingleton<ClaimCatalog>();
builder.Services.AddSingleton<ProblemCatalog>();

// The page "Compare" shows the last run of each policy. Models/PolicyRuns.cs keeps it in memory, for an hour.
builder.Services.AddMemoryCache();
builder.Services.AddSingleton<PolicyRuns>();

// The largest form that this app receives is the provider's answer, which the browser posts: a few kilobytes. By
// default, Kestrel accepts 30 MB from any client, also at addresses without a sign-in.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 128 * 1024);

// Outside Development, ASP.NET Core expects a published app. The launch profile ExternalID runs a build, and without
// this statement its stylesheet would arrive empty.
if (builder.Environment.IsEnvironment("ExternalID"))
{
    builder.WebHost.UseStaticWebAssets();
}

var app = builder.Build();

// A wrong setting stops the app here, with one sentence on the console, instead of breaking the first sign-in.
if (app.FindSettingMistake() is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}

// An External ID tenant may be set in any environment. The title of the pages then names it.
if (app.Services.GetRequiredService<UserFlows>().SignUpSignIn is null)
{
    app.Configuration["Chapter:Title"] = "Sign in with External ID";
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
