namespace AzureADSignIn;

/// <summary>Only the home page opts out of the fallback policy in Program.cs; the other two need a sign-in without saying so.</summary>
public sealed class HomeController(ClaimCatalog catalog) : Controller
{
    [AllowAnonymous, HttpGet("/")] public IActionResult Index() => View();
    [HttpGet("/token")] public IActionResult Token() => View(catalog.Explain(User.Claims));
    [HttpGet("/members")] public IActionResult Members() => View();
}
