using Microsoft.AspNetCore.Mvc;

namespace Sandbox.Home;

/// <summary>The tutorial's home.</summary>
public sealed class HomeController : Controller
{
    /// <summary>Shows the chapters, the users, and the platform's endpoints.</summary>
    [HttpGet("/")]
    public IActionResult Index() => View();
}
