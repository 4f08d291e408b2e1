using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Pages.Account;

/// <summary>Says that the signed-in user may not see a page.</summary>
[AllowAnonymous]
public class AccessDeniedModel : PageModel
{
#pragma warning disable CA1822 // The official package has an instance method.
    /// <summary>Shows the page.</summary>
    public void OnGet()
    {
    }
#pragma warning restore CA1822
}
