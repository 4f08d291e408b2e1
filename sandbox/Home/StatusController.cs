using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Sandbox.Home;

/// <summary>The page behind an answer that has nothing but a status.</summary>
public sealed class StatusController : Controller
{
    /// <summary>Shows what the status means here.</summary>
    [Route("/sandbox/status/{code:int:range(400,599)}")]
    [ResponseCache(NoStore = true)]
    public IActionResult Show() =>
        // A parameter would have MVC read the form of the request that failed, and perhaps it failed because of that.
        View("Status", int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture));
}
