using AzureADB2CSignIn.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AzureADB2CSignIn.Identity;

/// <summary>
/// Checks requests for /MicrosoftIdentity/Account/… before the controller of Microsoft.Identity.Web.UI handles them.
/// </summary>
public sealed class AccountRequests(IAuthenticationSchemeProvider schemes, ProblemCatalog catalog)
    : IAsyncResourceFilter
{
    /// <inheritdoc />
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var route = context.RouteData.Values;
        if (route["area"] is not "MicrosoftIdentity")
        {
            await next();
        }
        else if (route["scheme"] is string scheme && await schemes.GetSchemeAsync(scheme) is null)
        {
            // The last segment of these addresses names an authentication scheme. The controller throws for a scheme
            // that does not exist, and anyone could fill the log with the stack traces.
            context.Result = new NotFoundResult();
        }
        else if (route["action"] is "SignOut" && IsFromAnotherSite(context.HttpContext.Request))
        {
            // Attack: a page of another site shows an image with this address, and its visitors are signed out. The
            // provider's own sign-out uses another address (RemoteSignOutPath), which stays open to it.
            context.Result = ErrorPage.Of(catalog.Find("cross_site_sign_out"));
        }
        else
        {
            await next();
        }
    }

    // Browsers say where a request comes from (Fetch Metadata). "none" is an address that the user typed or bookmarked.
    // Clients without the header are no browsers that carry a user's cookie, or they are older than 2023.
    private static bool IsFromAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin");
}

/// <summary>Adds the checks of <see cref="AccountRequests"/>.</summary>
public static class AccountRequestExtensions
{
    /// <summary>Rejects sign-outs that another site started, and unknown authentication schemes.</summary>
    public static IServiceCollection AddAccountRequestChecks(this IServiceCollection services) =>
        services.Configure<MvcOptions>(options => options.Filters.Add<AccountRequests>());
}
