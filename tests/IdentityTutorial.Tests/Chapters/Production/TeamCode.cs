using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>What a team adds to the chapter: a page for a role, and an API.</summary>
internal sealed class TeamCode : ApplicationPart, IApplicationPartTypeProvider
{
    public override string Name => nameof(TeamCode);

    public IEnumerable<TypeInfo> Types => [typeof(ReportsController).GetTypeInfo(), typeof(StockController).GetTypeInfo()];
}

/// <summary>A page for a role.</summary>
[Authorize(Roles = "Task.Read")]
public sealed class ReportsController : Controller
{
    /// <summary>The page.</summary>
    public IActionResult Index() => Content("The reports.");
}

/// <summary>An API, which is no <see cref="Controller"/>.</summary>
[ApiController]
[Route("api/stock")]
public sealed class StockController : ControllerBase
{
    /// <summary>What is there.</summary>
    [HttpGet]
    public IActionResult Get() => Ok(new { count = 3 });
}
