namespace DeployToAppService;

/// <summary>The newest messages. A second permission, asked for when it is needed and not before.</summary>
[AuthorizeForScopes(Scopes = ["Mail.Read"])]
public sealed class MessagesController(GraphServiceClient graph) : Controller
{
    [HttpGet("/messages")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var messages = await graph.Me.Messages.GetAsync(request =>
        {
            request.QueryParameters.Select = ["subject", "from", "receivedDateTime", "bodyPreview", "isRead"];
            (request.QueryParameters.Orderby, request.QueryParameters.Top) = (["receivedDateTime desc"], 10);
            request.Options.WithScopes("Mail.Read");
        }, cancellationToken);
        return View(messages?.Value ?? []);
    }
}
