using Microsoft.Graph.Models;

namespace CallMicrosoftGraph;

/// <summary>What the organization is called, and how many people and groups it has.</summary>
public sealed record AdministrationPage(Organization? Organization, int? People, int? Groups);

/// <summary>Two locks: an app role says who may open the page; the app's own permission says what it may read, whoever opens it.</summary>
[Authorize(Roles = "Directory.Viewer")]
public sealed class AdministrationController(GraphServiceClient graph) : Controller
{
    [HttpGet("/administration")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var organization = graph.Organization.GetAsync(AsApp, cancellationToken);
        var (people, groups) = (graph.Users.Count.GetAsync(AsApp, cancellationToken), graph.Groups.Count.GetAsync(AsApp, cancellationToken));
        await Task.WhenAll(organization, people, groups); // side by side: the page waits for the slowest, not for the sum
        return View(new AdministrationPage((await organization)?.Value?.FirstOrDefault(), await people, await groups));
    }

    private static void AsApp<T>(RequestConfiguration<T> request) where T : class, new()
    {
        request.Options.WithAppOnly(); // client credentials: the token is the app's, and nobody's consent is asked
        request.Headers.Add("ConsistencyLevel", "eventual"); // counting is an advanced query
    }
}
