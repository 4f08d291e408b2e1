using DeployToAppService.Identity;
using DeployToAppService.Models;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeployToAppService.Controllers;

/// <summary>The pages that need no call to Graph. Only the home page is open to everyone.</summary>
public sealed class HomeController(ClaimCatalog catalog) : Controller
{
    /// <summary>Shows who is signed in, and what to try.</summary>
    [AllowAnonymous]
    public IActionResult Index() => View();

    /// <summary>Explains the claims of the user's ID token.</summary>
    public IActionResult Token() => View(catalog.Explain(User.Claims));

    /// <summary>Explains what happens after the user has declined a permission.</summary>
    /// <param name="back">The page that asked for the permission; the home page if it is of another site.</param>
    public IActionResult Declined(string? back) => View(model: SignInChecks.LocalAddressOrHome(back));
}
