using AzureADB2CSignIn.Identity;
using AzureADB2CSignIn.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;

var builder = WebApplication.CreateBuilder(args);

// Signs customers in with OpenID Connect, at Azure AD B2C or Microsoft Entra External ID. The section "AzureAd" of the
// settings names the tenant, its policies, the app registration and the client secret. Two schemes share the work:
// "OpenIdConnect" sends the browser to the sign-in and checks the answer; "Cookies" keeps the user signed in and reads
// their cookie afterwards.
builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(builder.Configuration.GetSection("AzureAd"));

// Protects every page. A request without a session is sent to the sign-in, unless its page says [AllowAnonymous].
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

// Adds the addresses below /MicrosoftIdentity/Account: SignIn, SignOut, EditProfile, ResetPassword, and Challenge, which
// runs the policy that a link names. The pages that belong to them are Razor Pages; this app replaces three of them in
// Areas/MicrosoftIdentity.
builder.Services.AddControllersWithViews().AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// The app signs users in from here on. What follows makes that safe and clear; each method is a file in Identity/.
builder.Services.AddAzureAdSettings(builder.Configuration);
builder.Services.AddSignInChecks();
builder.Services.AddSignInErrorPage();
builder.Services.AddAccountRequestChecks();
builder.Services.AddSecurityHeaders();

// The launch profiles of B2C and External ID run on the same host. Each has a session cookie of its own.
builder.Services.AddSessionCookie(builder.Configuration["Chapter:SessionCookie"]!);

// What an app needs to run more than one policy. Each method adds to the events of the sign-in, so the order counts: the
// outcomes take the place of the error page above.
builder.Services.AddUserFlowRequests();
builder.Services.AddUserFlowChecks();
builder.Services.AddUserFlowOutcomes();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for app roles in the claim that External ID sends them in. B2C has
    // no app roles.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // The app redeems the code over its back channel, a request from server to server. A user waits for the answer,
    // so a provider that does not answer becomes an error page after ten seconds and not after a minute, the default.
    options.BackchannelTimeout = TimeSpan.FromSeconds(10);

    // The handler leaves these claims out of the session by default. The page "ID token" explains them, so they stay. A
    // custom policy names itself in "acr".
    string[] explainedClaims = ["iss", "aud", "iat", "nbf", "exp", "ver", "acr"];
    foreach (var claim in explainedClaims)
    {
        options.ClaimActions.Remove(claim);
    }

    // These two are long and mean something to External ID only. Without them, the session cookie is smaller.
    options.ClaimActions.DeleteClaims("aio", "rh");
});

builder.Services.AddMemoryCache();
builder.Services.AddSingleton<PolicyRuns>();
builder.Services.AddSingleton<ClaimCatalog>();
builder.Services.AddSingleton<ProblemCatalog>();

// The longest form that anyone sends to this app is the provider's answer to a sign-in. Kestrel accepts 30 MB by
// default, from every anonymous client.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 128 * 1024);

// Outside Development, ASP.NET Core expects a published app. The launch profile ExternalID runs a build, and without this
// line its stylesheet would arrive empty.
if (builder.Environment.IsEnvironment("ExternalID"))
{
    builder.WebHost.UseStaticWebAssets();
}

var app = builder.Build();

// A wrong setting stops the app here with one sentence, and not at the first sign-in with an error page.
if (app.FindSettingMistake() is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}

// Any environment may name an External ID tenant. The pages then say so in their title.
if (app.Services.GetRequiredService<UserFlows>().SignUpSignIn is null)
{
    app.Configuration["Chapter:Title"] = "Sign in with External ID";
}

app.UseSecurityHeaders();
app.UseExceptionHandler("/Error");
app.UseStatusCodePagesWithReExecute("/Error");
if (!app.Environment.IsDevelopment())
{
    app.UseHsts();
}

app.UseHttpsRedirection();
app.UseRouting();

// Answers /signin-oidc, to which the provider sends the browser back. Reads the session cookie of all other requests.
app.UseAuthentication();
app.UseAuthorization();

app.MapStaticAssets().AllowAnonymous();
app.MapSignInErrorPage();
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
