using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Graph;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>An API as a team adds one to its copy of the chapter: no views, and answers for scripts.</summary>
[ApiController]
[Route("team/api")]
public sealed class TeamApiController(GraphServiceClient graph) : ControllerBase
{
    /// <summary>Calls Graph.</summary>
    [HttpGet("name")]
    public async Task<string?> NameAsync(CancellationToken cancellationToken) =>
        (await graph.Me.GetAsync(cancellationToken: cancellationToken))?.DisplayName;

    /// <summary>Needs no Graph.</summary>
    [HttpGet("sum")]
    public ActionResult<int> Sum() => Ok(42);

    /// <summary>Fails by a mistake of its own, with an exception that a call to Graph can throw, too.</summary>
    [HttpGet("mistake")]
    public ActionResult<int> Mistake() => Ok(int.Parse("forty-two", provider: null));
}

/// <summary>A controller without views and without [ApiController].</summary>
[Route("team/page")]
public sealed class TeamPageController(GraphServiceClient graph) : ControllerBase
{
    /// <summary>Calls Graph.</summary>
    [HttpGet]
    [Authorize]
    public async Task<IActionResult> IndexAsync(CancellationToken cancellationToken) =>
        Content((await graph.Me.GetAsync(cancellationToken: cancellationToken))?.DisplayName ?? "");
}

/// <summary>Adds the two controllers, and nothing else of this assembly, to a chapter.</summary>
internal sealed class TeamControllers : ApplicationPart, IApplicationPartTypeProvider
{
    /// <inheritdoc />
    public override string Name => nameof(TeamControllers);

    /// <inheritdoc />
    public IEnumerable<TypeInfo> Types => [typeof(TeamApiController).GetTypeInfo(), typeof(TeamPageController).GetTypeInfo()];

    /// <summary>Changes the chapter's services.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.AddControllers().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new TeamControllers()));
}
