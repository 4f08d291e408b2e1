using Microsoft.AspNetCore.Mvc;
using Microsoft.Graph;
using Microsoft.Identity.Web;

namespace DeployToAppService.Controllers;

/// <summary>The newest messages. The page asks for one more permission when the user opens it.</summary>
[AuthorizeForScopes(Scopes = ["Mail.Read"])]
public sealed class MessagesController(GraphServiceClient graph) : Controller
{
    /// <summary>Shows the ten newest messages.</summary>
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var messages = await graph.Me.Messages.GetAsync(
            request =>
            {
                request.QueryParameters.Select = ["subject", "from", "receivedDateTime", "bodyPreview", "isRead"];
                request.QueryParameters.Orderby = ["receivedDateTime desc"];
                request.QueryParameters.Top = 10;
                request.Options.WithScopes("Mail.Read");
            },
            cancellationToken);
        return View(messages?.Value ?? []);
    }
}
