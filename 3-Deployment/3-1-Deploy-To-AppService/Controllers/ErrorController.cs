using System.Security.Claims;
using DeployToAppService.Identity;
using DeployToAppService.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace DeployToAppService.Controllers;

/// <summary>The error page. Its status is the one that the error deserves, because monitoring reads it, too.</summary>
[AllowAnonymous]
public sealed partial class ErrorController(ProblemCatalog catalog, ILogger<ErrorController> logger) : Controller
{
    /// <summary>Explains an exception that no code handled, or an answer that has a status code and no page.</summary>
    public async Task<IActionResult> Index()
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>();
        var route = failure?.RouteValues;
        if (route?["area"] is "MicrosoftIdentity" && route["action"] is "SignOut")
        {
            // The provider could not be asked to end its session. The session of this app ends all the same.
            await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            HttpContext.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        // Without a failure, the status is that of the answer. It is 200 for a browser that asks for /Error itself.
        var status = Response.StatusCode;
        if (status is StatusCodes.Status200OK)
        {
            status = StatusCodes.Status404NotFound;
        }

        if (HttpContext.Features.Get<SignInRefusal>() is { } refusal)
        {
            return Show(catalog.Find(refusal.Problem));
        }

        var problem = catalog.Explain(failure?.Error, status);
        return Show(failure is null ? problem : problem with { TryAgainAt = SignInUnlessSignedIn() });
    }

    /// <summary>Explains why a sign-in failed, at the address to which the provider sent the browser back.</summary>
    public IActionResult SignIn()
    {
        var failure = HttpContext.Features.Get<SignInFailure>();
        var problem = catalog.Explain(failure?.Exception, StatusCodes.Status502BadGateway);
        return Show(problem with { TryAgainAt = SignInUnlessSignedIn() });
    }

    // A failed attempt leaves the session of a signed-in user as it is, so this user needs no other sign-in.
    private string? SignInUnlessSignedIn() =>
        User.Identity is { IsAuthenticated: true } ? null : "~/MicrosoftIdentity/Account/SignIn";

    private ViewResult Show(Problem problem)
    {
        // A missing page is not worth a line in the log: anyone can ask for any number of them.
        if (problem.Status is not (StatusCodes.Status200OK or StatusCodes.Status404NotFound))
        {
            LogProblem(problem.Status, problem.Code, problem.Title, problem.CorrelationId, HttpContext.TraceIdentifier);
        }

        return ErrorPage.Of(problem);
    }

    [LoggerMessage(LogLevel.Warning, "Error page {Status}, {Code}: {Title}. Correlation ID at the provider: "
        + "{CorrelationId}. Request: {Request}")]
    private partial void LogProblem(int status, string code, string title, string correlationId, string request);
}
