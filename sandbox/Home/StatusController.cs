using Microsoft.AspNetCore.Mvc;

namespace Sandbox.Home;

/// <summary>The page behind an answer that has nothing but a status.</summary>
public sealed class StatusController : Controller
{
    /// <summary>Shows what the status means here.</summary>
    /// <param name="code">The HTTP status.</param>
    [Route("/sandbox/status/{code:int:range(400,599)}")]
    [ResponseCache(NoStore = true)]
    public IActionResult Show(int code) => View("Status", code);
}
