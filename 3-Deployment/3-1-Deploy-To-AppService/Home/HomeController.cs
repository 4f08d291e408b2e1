namespace DeployToAppService;

/// <summary>Only the home page opts out of the fallback policy in Program.cs; the others need a sign-in without saying so.</summary>
public sealed class HomeController(ClaimCatalog catalog) : Controller
{
    [AllowAnonymous, HttpGet("/")] public IActionResult Index() => View();
    [HttpGet("/token")] public IActionResult Token() => View(catalog.Explain(User.Claims));

    /// <summary>Where somebody ends who was asked for one more permission, and said no.</summary>
    [HttpGet("/declined")] public IActionResult Declined(string? back) => View(model: SignInEvents.LocalOrHome(back));
}
