using AzureADSignIn.Models;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace AzureADSignIn.Controllers;

/// <summary>The pages of the chapter. Only the home page is open to everyone.</summary>
public sealed class HomeController(ClaimCatalog catalog) : Controller
{
    /// <summary>Shows who is signed in, and what to try.</summary>
    [AllowAnonymous]
    public IActionResult Index() => View();

    /// <summary>Explains the claims of the user's ID token.</summary>
    public IActionResult Token() => View(catalog.Explain(User.Claims));

    /// <summary>Shows a page that has no attribute of its own. The fallback policy in Program.cs protects it.</summary>
    public IActionResult Members() => View();
}
