namespace DeployToAppService;

/// <summary>Failed sign-ins, unhandled exceptions and bare status codes all end on this page, with the status they deserve.</summary>
[AllowAnonymous]
public sealed class ErrorController(ProblemCatalog catalog, IOptionsMonitor<OpenIdConnectOptions> oidc, IAuthenticationSchemeProvider schemes) : Controller
{
    [Route("/error")]
    public async Task<IActionResult> Index()
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>();
        if (failure?.Path == "/MicrosoftIdentity/Account/SignOut") // leaving this app needs no provider, even when it is down
        {
            await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            HttpContext.User = new();
        }
        var callback = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath; // takes what anybody sends
        var noScheme = failure?.RouteValues?["scheme"] is string scheme && await schemes.GetSchemeAsync(scheme) is null;
        var status = Response.StatusCode switch { 200 => 404, 500 when failure?.Path == callback => 400, 500 when noScheme => 404, var other => other };
        var problem = catalog.Explain(failure?.Error, status);
        return new ViewResult { ViewData = new(ViewData) { Model = problem }, StatusCode = problem.Status };
    }
}
