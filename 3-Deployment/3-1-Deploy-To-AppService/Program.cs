using DeployToAppService;
using Microsoft.Identity.Web.UI;

var builder = WebApplication.CreateBuilder(args);

// ── Identity ────────────────────────────────────────────────────────────────────────────────────────────
builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(builder.Configuration)   // "AzureAd": a managed identity proves who the app is, and no secret
    .EnableTokenAcquisitionToCallDownstreamApi(builder.Configuration.GetSection("DownstreamApis:MicrosoftGraph:Scopes").Get<string[]>()) // keeps tokens
    .AddMicrosoftGraph(builder.Configuration.GetSection("DownstreamApis:MicrosoftGraph")) // GraphServiceClient for controllers
    .AddDistributedTokenCaches();                        // for all instances, encrypted: Data/SharedState.cs
builder.Services.AddPooledGraphClient();                 // how it connects, waits and gives up: Graph/GraphClientSetup.cs

builder.Services.AddAuthorizationBuilder()               // every page needs a sign-in, unless it says [AllowAnonymous]
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

builder.Services.AddControllersWithViews(mvc => mvc.Filters.Add<GraphFailures>())
    .AddMicrosoftIdentityUI();                           // adds /MicrosoftIdentity/Account/SignIn and SignOut

builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
{
    options.BackchannelTimeout = TimeSpan.FromSeconds(10); // a person is waiting; the default is a minute
    Array.ForEach(["iss", "aud", "iat", "nbf", "exp", "ver"], options.ClaimActions.Remove); // the token page shows them
    options.ClaimActions.DeleteClaims("aio", "rh");      // long, opaque and of no use to an app: the cookie stays under 2 KB
    options.UseTutorialEvents();                         // refusals and error pages, see SignIn/SignInEvents.cs
});
builder.Services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, options =>
{
    (options.Cookie.Name, options.Cookie.Path) = ("__Host-DeployToAppService", "/"); // cookies ignore ports: each app on localhost needs its own
    options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
    options.ExpireTimeSpan = TimeSpan.FromHours(8);      // a working day, renewed while in use
});
builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
    .PostConfigure<IMemoryCache>((options, memory) => options.TicketDataFormat = new TicketCache(options.TicketDataFormat, memory)); // decrypts a cookie once a minute
builder.Services.AddRazorPages();                        // Areas/MicrosoftIdentity: signed out, access denied
builder.Services.AddSingleton<ProblemCatalog>().AddSingleton<ClaimCatalog>();
if ((AzureAdSettings.FindMistake(builder.Configuration.GetSection("AzureAd")) ?? ProductionSettings.FindMistake(builder.Configuration)) is { } mistake)
{
    Console.Error.WriteLine(mistake);
    return 1;
}
builder.AddProduction();                                 // shared state, limits, health, telemetry: Operations/Production.cs

var app = builder.Build();
if (!app.Environment.IsDevelopment())
    app.UseHsts();
app.UseDeclaredProxies();
app.UseSecurityHeaders();
app.UseProduction();                                     // health checks and what has to come before the pages
app.UseAuthentication();                                 // answers /signin-oidc and reads the session cookie
app.UseRouting();                                        // after it: a failed sign-in goes on to /error
app.UseAuthorization();
app.MapControllers();
app.MapRazorPages();
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous(); // an unknown address is no reason to sign in
app.Run();
return 0;
