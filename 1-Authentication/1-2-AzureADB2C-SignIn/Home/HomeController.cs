namespace AzureADB2CSignIn;

/// <summary>Only the home page opts out of the fallback policy in Program.cs; the others need a sign-in without saying so.</summary>
public sealed class HomeController(ClaimCatalog catalog, UserFlows flows, PolicyRuns runs) : Controller
{
    [AllowAnonymous, HttpGet("/")] public IActionResult Index() => View();
    [HttpGet("/token")] public IActionResult Token() => View(catalog.Explain(User.Claims));
    [HttpGet("/profile")] public IActionResult Profile() => View(catalog.Explain(User.Claims).Where(claim => claim.Kind is "person"));
    [HttpGet("/compare")]
    public IActionResult Compare() => flows is { SignUpSignIn: { } userFlow, Custom: { } custom } ? View(runs.Compare(User, userFlow, custom)) : NotFound();
}
