using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Hosting;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Scenarios.Api;
using Sandbox.Users;

namespace Sandbox.Scenarios.Page;

/// <summary>Scenarios for people: <c>/sandbox/scenarios</c>. Its forms work without JavaScript.</summary>
internal sealed class ScenariosPageEndpoint(
    ScenarioBoard board,
    SettingsReader reader,
    LiveDirectory directory,
    IDbContextFactory<SandboxDbContext> contexts,
    IChapterAddresses? chapters = null)
{
    public const string Address = "/sandbox/scenarios";

    private static readonly string[] _settings = ["count", "seconds", "user", "client"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup(Address).AddEndpointFilter<SameOriginFilter>().AddEndpointFilter<PageFilter>();
        pages.MapPost("", (HttpContext context, ScenariosPageEndpoint page) => page.SubmitAsync(context));

        // A link to the page may stand anywhere.
        endpoints.MapGet(Address, (HttpContext context, ScenariosPageEndpoint page) => page.ShowAsync(context.RequestAborted));
    }

    private async Task<IResult> ShowAsync(CancellationToken cancellationToken, ScenarioRow? refused = null)
    {
        var rows = board.All.Select(scenario => refused?.Scenario == scenario ? refused : RowOf(scenario)).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = await db.Set<User>().AsNoTracking().Where(user => user.IsOffered).ToListAsync(cancellationToken);
        var applications = directory.Current.Applications
            .Where(application => application.AllRedirectUris.Any())
            .OrderBy(application => application.DisplayName, StringComparer.Ordinal);
        return new PageResult("~/Scenarios/Page/ScenariosPage.cshtml", new ScenariosPage(
            [.. rows.GroupBy(row => row.Scenario.Group, (group, members) => new ScenariosPage.Part(ScenariosPage.TitleOf(group), [.. members]))],
            [.. people.Select(user => user.SignInName).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)],
            [.. applications.Select(application => KeyValuePair.Create(application.ClientId, application.DisplayName))]))
        {
            // The button "Switch on and open" leads to a chapter.
            FormTargets = [.. rows.Select(row => row.PageAddress?.ToString()).OfType<string>()],
            Status = refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private async Task<IResult> SubmitAsync(HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["action"] == "end-all")
        {
            board.EndAll();
            return new SeeOther(Address);
        }

        if (board.Find(form["name"] ?? "") is not { } scenario)
        {
            return new SeeOther(Address);
        }

        if (form["action"] == "end")
        {
            board.End(scenario);
            return new SeeOther($"{Address}#{scenario.Name}");
        }

        var typed = form.Values.Where(pair => _settings.Contains(pair.Key)).ToDictionary();
        try
        {
            await board.StartAsync(scenario, await reader.ReadAsync(scenario, typed, context.RequestAborted), context.RequestAborted);
            return new SeeOther(form["action"] == "open" && AddressOf(scenario.Page) is { } page
                ? page.ToString()
                : $"{Address}#{scenario.Name}");
        }
        catch (SettingsException exception)
        {
            return await ShowAsync(context.RequestAborted, RowOf(scenario) with { Typed = typed, Problem = exception });
        }
    }

    private ScenarioRow RowOf(Scenario scenario)
    {
        var run = board.LatestOf(scenario);
        return new ScenarioRow(scenario, run, board.IsOn(run)) { PageAddress = AddressOf(scenario.Page) };
    }

    private Uri? AddressOf(ChapterPage page) =>
        chapters?.Find(page.Chapter) is { } chapter ? new Uri(chapter, page.Path) : null;
}
