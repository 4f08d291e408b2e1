using AzureADB2CSignIn;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;

var builder = WebApplication.CreateBuilder(args);

// ── Identity ────────────────────────────────────────────────────────────────────────────────────────────
builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(builder.Configuration);  // "AzureAd": authorization code + PKCE, then a session cookie

builder.Services.AddAuthorizationBuilder()               // every page needs a sign-in, unless it says [AllowAnonymous]
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

builder.Services.AddControllersWithViews()
    .AddMicrosoftIdentityUI();                           // adds /MicrosoftIdentity/Account/SignIn, SignOut, EditProfile, ResetPassword and Challenge

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    options.TokenValidationParameters.RoleClaimType = "roles"; // what [Authorize(Roles = "…")] looks at
    options.BackchannelTimeout = TimeSpan.FromSeconds(10); // a person is waiting; the default is a minute
    Array.ForEach(["iss", "aud", "iat", "nbf", "exp", "ver"], options.ClaimActions.Remove); // the token page shows them
    options.ClaimActions.DeleteClaims("aio", "rh");      // long, opaque and of no use to an app: the cookie stays under 2 KB
    options.UseTutorialEvents();                         // refusals and error pages, see SignIn/SignInEvents.cs
});
builder.Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme) // each policy has its own endpoints, see UserFlows/
    .Configure<UserFlows, PolicyRuns>((options, flows, runs) => options.UseUserFlows(flows, runs));
builder.Services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, options =>
{
    (options.Cookie.Name, options.Cookie.Path) = (builder.Configuration["Chapter:SessionCookie"], "/"); // cookies ignore ports: each app on localhost needs its own
    options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
    options.ExpireTimeSpan = TimeSpan.FromHours(8);      // a working day, renewed while in use
});
builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
    .PostConfigure<IMemoryCache>((options, memory) => options.TicketDataFormat = new TicketCache(options.TicketDataFormat, memory)); // decrypts a cookie once a minute
builder.Services.AddRazorPages();                        // Areas/MicrosoftIdentity: signed out, access denied
builder.Services.AddSingleton<ProblemCatalog>().AddSingleton<ClaimCatalog>().AddSingleton<UserFlows>().AddSingleton<PolicyRuns>();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 128 * 1024); // nobody posts more than an ID token

var app = builder.Build();
if (AzureAdSettings.FindMistake(app.Configuration.GetSection("AzureAd")) is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}
if (app.Services.GetRequiredService<UserFlows>().SignUpSignIn is null) app.Configuration["Chapter:Title"] = "Sign in with External ID";
if (!app.Environment.IsDevelopment())
    app.UseHsts();
app.UseDeclaredProxies();
app.UseSecurityHeaders();
app.UseExceptionHandler("/error").UseStatusCodePagesWithReExecute("/error");
app.UseStaticFiles();
app.UseAuthentication();                                 // answers /signin-oidc and reads the session cookie
app.UseRouting();                                        // after it: a failed sign-in goes on to /error
app.UseAuthorization();
app.MapControllers();
app.MapRazorPages();
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous(); // an unknown address is no reason to sign in
app.Run();
return 0;
