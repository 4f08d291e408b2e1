using AzureADB2CSignIn.Identity;
using AzureADB2CSignIn.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace AzureADB2CSignIn.Controllers;

/// <summary>The pages of the chapter. Only the home page is open to everyone.</summary>
public sealed class HomeController(ClaimCatalog catalog, UserFlows flows, PolicyRuns runs) : Controller
{
    /// <summary>Shows who is signed in, and what to try.</summary>
    [AllowAnonymous]
    public IActionResult Index() => View();

    /// <summary>Explains the claims of the user's ID token.</summary>
    public IActionResult Token() => View(catalog.Explain(User.Claims));

    /// <summary>Shows what the token says about the user, and the links that change it.</summary>
    public IActionResult Profile() => View(catalog.Explain(User.Claims).Where(claim => claim.Kind is "user"));

    /// <summary>Compares the ID tokens of a user flow and of a custom policy.</summary>
    public async Task<IActionResult> Compare()
    {
        if (flows.SignUpSignIn is null || flows.Custom is null)
        {
            return NotFound();
        }

        var session = await HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return View(runs.Compare(session.Properties.SessionId()!, flows.SignUpSignIn, flows.Custom));
    }
}
