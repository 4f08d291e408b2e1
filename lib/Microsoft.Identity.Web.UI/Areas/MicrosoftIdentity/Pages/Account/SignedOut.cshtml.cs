using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Pages.Account;

/// <summary>Says that the user is signed out.</summary>
[AllowAnonymous]
public class SignedOutModel : PageModel
{
    /// <summary>The page, or the home page for someone who is still (or again) signed in.</summary>
    public IActionResult OnGet() => User.Identity?.IsAuthenticated is true ? LocalRedirect("~/") : Page();
}
