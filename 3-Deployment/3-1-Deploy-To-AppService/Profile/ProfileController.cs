using Microsoft.Graph.Models;

namespace DeployToAppService;

/// <summary>What Graph says about a person; all but <paramref name="Me"/> may be missing, or out of the token's reach.</summary>
public sealed record ProfilePage(User Me, User? Manager, GroupCollectionResponse? Groups, bool HasPhoto);

/// <summary>Graph's view of the person who is signed in.</summary>
[AuthorizeForScopes(ScopeKeySection = "DownstreamApis:MicrosoftGraph:Scopes")]
public sealed class ProfileController(GraphServiceClient graph) : Controller
{
    /// <summary>Four questions, one request: a batch. Each has an answer of its own, and one may fail without the others.</summary>
    [HttpGet("/profile")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var batch = new BatchRequestContentCollection(graph);
        var me = await batch.AddBatchRequestStepAsync(graph.Me.ToGetRequestInformation(request =>
            request.QueryParameters.Select = ["displayName", "userPrincipalName", "mail", "jobTitle", "department", "city", "country"]));
        var manager = await batch.AddBatchRequestStepAsync(graph.Me.Manager.ToGetRequestInformation(request =>
            request.QueryParameters.Select = ["displayName", "userPrincipalName"]));
        var groups = await batch.AddBatchRequestStepAsync(graph.Me.MemberOf.GraphGroup.ToGetRequestInformation(request =>
            (request.QueryParameters.Select, request.QueryParameters.Top) = (["displayName"], 999)));
        var photo = await batch.AddBatchRequestStepAsync(graph.Me.Photo.ToGetRequestInformation());
        var answers = await graph.Batch.PostAsync(batch, cancellationToken);
        return View(new ProfilePage(await answers.GetResponseByIdAsync<User>(me), await Optional(answers.GetResponseByIdAsync<User>(manager)),
            await Optional(answers.GetResponseByIdAsync<GroupCollectionResponse>(groups)), await Optional(answers.GetResponseByIdAsync<ProfilePhoto>(photo)) is not null));
    }

    [HttpGet("/profile/photo")] // the header is ours, so nothing but a picture can come of it, and no SVG with a script
    public async Task<IActionResult> Photo(CancellationToken cancellationToken) =>
        await graph.Me.Photo.Content.GetAsync(cancellationToken: cancellationToken) is { } photo ? File(photo, "image/jpeg") : NotFound();

    // A permission that the token lacks, a manager or photo that is not there: the page can do without. Anything else is a failure.
    private static async Task<T?> Optional<T>(Task<T> answer) where T : class
    {
        try { return await answer; }
        catch (ApiException exception) when (exception.ResponseStatusCode is 403 or 404) { return null; }
    }
}
