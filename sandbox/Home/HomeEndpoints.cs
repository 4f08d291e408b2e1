using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Sandbox.Chapters;
using Sandbox.Documents;
using Sandbox.LearningPath;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Seed;

namespace Sandbox.Home;

/// <summary>The tutorial's home.</summary>
internal sealed class HomeEndpoints(
    ChapterBoard board,
    PathReader path,
    RepositoryFiles documents,
    SeedReader reader,
    SandboxStorage storage,
    SeedComparison comparison,
    ITempDataDictionaryFactory notices)
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/", (HttpContext context, HomeEndpoints home) => home.ShowAsync(context));

    /// <summary>Shows the chapters, the users, and the platform's endpoints.</summary>
    private async Task<IResult> ShowAsync(HttpContext context)
    {
        var (people, problem) = await ReadPeopleAsync(context.RequestAborted);
        return new PageResult("~/Views/Home/Index.cshtml", new HomePage
        {
            Address = $"{context.Request.Scheme}://{context.Request.Host}",
            Path = await path.ReadAsync(context.RequestAborted),
            HasDocuments = documents.Exist,
            IsMoving = board.IsMoving,
            Reset = ResetNotice.Take(notices.GetTempData(context)),
            SeedFile = storage.SeedName,
            SeedDiffers = problem is null && await comparison.DiffersAsync(context.RequestAborted),
            People = people,
            SeedProblem = problem,
        });
    }

    // A developer may be editing the seed file. The directory stays as it is until the reset.
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
