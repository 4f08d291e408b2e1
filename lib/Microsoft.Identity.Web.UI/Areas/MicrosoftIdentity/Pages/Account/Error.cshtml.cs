using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Pages.Account;

/// <summary>Says why a sign-in failed, as far as the environment allows.</summary>
/// <param name="errorAccessor">Has the message of the failed callback.</param>
[AllowAnonymous]
[ResponseCache(Duration = 0, Location = ResponseCacheLocation.None, NoStore = true)]
public class ErrorModel(ILoginErrorAccessor errorAccessor) : PageModel
{
    /// <summary>Has the message of the failed callback.</summary>
    public ILoginErrorAccessor Error { get; } = errorAccessor;

    /// <summary>Identifies this request in logs and traces.</summary>
    public string? RequestId { get; set; }

    /// <summary>Whether there is a <see cref="RequestId"/> to show.</summary>
    public bool ShowRequestId => !string.IsNullOrEmpty(RequestId);

    /// <summary>Notes the request id for the page.</summary>
    public void OnGet() => RequestId = Activity.Current?.Id ?? HttpContext.TraceIdentifier;
}
