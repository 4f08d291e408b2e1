using Microsoft.AspNetCore.Mvc;
using Sandbox.Chapters;

namespace Sandbox.Home;

/// <summary>The tutorial's home.</summary>
/// <param name="board">The chapters of this run.</param>
public sealed class HomeController(ChapterBoard board) : Controller
{
    /// <summary>Shows the chapters, the users, and the platform's endpoints.</summary>
    [HttpGet("/")]
    [ResponseCache(NoStore = true)]
    public IActionResult Index() => View(new HomePage
    {
        Address = $"{Request.Scheme}://{Request.Host}",
        Chapters = board.Runs,
        IsMoving = board.IsMoving,
        Users =
        [
            new("Alice Adams", "alice@contoso.example", "Contoso", "3 groups, 2 app roles"),
            new("Bob Brown", "bob@contoso.example", "Contoso", "250 groups"),
            new("Dan Dunn", "dan@contoso.example", "Contoso", "disabled account"),
            new("Mia Moore", "mia@contoso.example", "Contoso", "needs multi-factor"),
            new("Eve Evans", "eve@fabrikam.example", "Fabrikam", ""),
        ],
        Password = "Sandbox-2026!",
        Tenants = [new("Contoso", Guid.Parse("f883241c-3907-4c64-b25d-29a884a930b1")), new("Fabrikam", Guid.Parse("4bc0375f-82a2-4323-97e6-58c1af9fe9a9"))],
    });
}
