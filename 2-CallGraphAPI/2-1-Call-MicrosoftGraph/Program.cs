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

// Protects every page. A request without a session is sent to the sign-in, unless its page says [AllowAnonymous].
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

// GraphFailures answers, in every controller, when a call to Graph fails. AddMicrosoftIdentityUI adds the addresses
// /MicrosoftIdentity/Account/SignIn and SignOut. The pages that belong to them are Razor Pages; this app replaces three
// of them in Areas/MicrosoftIdentity.
builder.Services.AddControllersWithViews(options => options.Filters.Add<GraphFailures>())
    .AddMicrosoftIdentityUI();
builder.Services.AddRazorPages();

// The app calls Graph from here on. What follows makes that safe and clear; each method is a file in Identity/.
builder.Services.AddPooledGraphClient();
builder.Services.AddDeclinedConsentPage();
builder.Services.AddAzureAdSettings(builder.Configuration);
builder.Services.AddSignInChecks();
builder.Services.AddSignInErrorPage();
builder.Services.AddSessionCookie("__Host-CallMicrosoftGraph");
builder.Services.AddAccountRequestChecks();
builder.Services.AddSecurityHeaders();

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    // [Authorize(Roles = "…")] and User.IsInRole look for the app roles in the claim that Entra ID sends them in.
    options.TokenValidationParameters.RoleClaimType = "roles";

    // The handler reads the provider's metadata over its back channel, a request from server to server. A user waits
    // for it, so a provider that does not answer becomes an error page after ten seconds and not after a minute.
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

// Where a user is in the directory, for the page "People".
builder.Services.AddSingleton<DirectoryPageLinks>();

// The longest form that anyone sends to this app is the provider's answer to a sign-in. Kestrel accepts 30 MB by
// default, from every anonymous client.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 128 * 1024);

var app = builder.Build();

// A wrong setting stops the app here with one sentence, and not at the first sign-in with an error page.
if (app.FindSettingMistake() is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
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
