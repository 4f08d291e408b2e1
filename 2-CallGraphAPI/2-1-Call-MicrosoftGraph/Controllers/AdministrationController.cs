using CallMicrosoftGraph.Models;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Graph;
using Microsoft.Identity.Web;
using Microsoft.Kiota.Abstractions;

namespace CallMicrosoftGraph.Controllers;

/// <summary>
/// The size of the directory. Two authorization checks protect it: the app role decides which users open the page, and
/// the app's own permission (Directory.Read.All) decides what the app reads for them.
/// </summary>
[Authorize(Roles = "Directory.Viewer")]
public sealed class AdministrationController(GraphServiceClient graph) : Controller
{
    /// <summary>Shows the name of the organization, and how many users and groups it has.</summary>
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        // The three requests run at the same time, so the page waits as long as the slowest of them takes.
        var organization = graph.Organization.GetAsync(AsApp, cancellationToken);
        var users = graph.Users.Count.GetAsync(AsApp, cancellationToken);
        var groups = graph.Groups.Count.GetAsync(AsApp, cancellationToken);
        await Task.WhenAll(organization, users, groups);

        var own = (await organization)?.Value?.FirstOrDefault();
        return View(new DirectorySize(own, await users, await groups));
    }

    private static void AsApp<T>(RequestConfiguration<T> request)
        where T : class, new()
    {
        // The token is the app's own, by the client credentials grant. No user is asked for consent.
        request.Options.WithAppOnly();

        // Graph counts only with this header, because a count is an advanced query.
        request.Headers.Add("ConsistencyLevel", "eventual");
    }
}
