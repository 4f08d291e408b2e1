using Microsoft.AspNetCore.Mvc;
using Sandbox.Chapters;
using Sandbox.Persistence;
using Sandbox.Seed;

namespace Sandbox.Home;

/// <summary>The tutorial's home.</summary>
/// <param name="board">The chapters of this run.</param>
/// <param name="reader">Reads the seed.</param>
/// <param name="storage">Knows where the seed is.</param>
/// <param name="comparison">Compares the seed with the database.</param>
public sealed class HomeController(
    ChapterBoard board, SeedReader reader, SandboxStorage storage, SeedComparison comparison) : Controller
{
    /// <summary>Shows the chapters, the users, and the platform's endpoints.</summary>
    [HttpGet("/")]
    [ResponseCache(NoStore = true)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var (people, problem) = await ReadPeopleAsync(cancellationToken);
        return View(new HomePage
        {
            Address = $"{Request.Scheme}://{Request.Host}",
            Chapters = board.Runs,
            IsMoving = board.IsMoving,
            Reset = ResetNotice.Take(TempData),
            SeedFile = storage.SeedName,
            SeedDiffers = problem is null && await comparison.DiffersAsync(cancellationToken),
            People = people,
            SeedProblem = problem,
        });
    }

    // Somebody may be in the middle of editing the seed; the directory is what it was until the reset.
    private async Task<(WhosWho? People, string? Problem)> ReadPeopleAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await WhosWho.ReadAsync(reader, storage, cancellationToken), null);
        }
        catch (SeedException exception)
        {
            return (null, exception.Message);
        }
    }
}
