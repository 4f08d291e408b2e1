using DeployToAppService.Models;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Identity.Web;
using Microsoft.Kiota.Abstractions;

namespace DeployToAppService.Controllers;

/// <summary>What Graph knows about the signed-in user.</summary>
[AuthorizeForScopes(ScopeKeySection = "DownstreamApis:MicrosoftGraph:Scopes")]
public sealed class ProfileController(GraphServiceClient graph) : Controller
{
    /// <summary>
    /// Shows the user with their manager and groups. Four requests travel in one, a batch. Each has an answer of its
    /// own, and one can fail while the others succeed.
    /// </summary>
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var meRequest = graph.Me.ToGetRequestInformation(request => request.QueryParameters.Select =
            ["displayName", "userPrincipalName", "mail", "jobTitle", "department", "city", "country"]);
        var managerRequest = graph.Me.Manager.ToGetRequestInformation(request =>
            request.QueryParameters.Select = ["displayName", "userPrincipalName"]);
        var groupsRequest = graph.Me.MemberOf.GraphGroup.ToGetRequestInformation(request =>
        {
            request.QueryParameters.Select = ["displayName"];
            request.QueryParameters.Top = 999;
        });
        var photoRequest = graph.Me.Photo.ToGetRequestInformation();

        var batch = new BatchRequestContentCollection(graph);
        var me = await batch.AddBatchRequestStepAsync(meRequest);
        var manager = await batch.AddBatchRequestStepAsync(managerRequest);
        var groups = await batch.AddBatchRequestStepAsync(groupsRequest);
        var photo = await batch.AddBatchRequestStepAsync(photoRequest);
        var answers = await graph.Batch.PostAsync(batch, cancellationToken);
        var photoFacts = await NullIfUnavailable(answers.GetResponseByIdAsync<ProfilePhoto>(photo));
        return View(new UserProfile(
            await answers.GetResponseByIdAsync<User>(me),
            await NullIfUnavailable(answers.GetResponseByIdAsync<User>(manager)),
            await NullIfUnavailable(answers.GetResponseByIdAsync<GroupCollectionResponse>(groups)),
            HasPhoto: photoFacts is not null));
    }

    /// <summary>Sends the user's photo. The browser cannot ask Graph, because the token stays in the app.</summary>
    public async Task<IActionResult> Photo(CancellationToken cancellationToken)
    {
        // The app sets the content type. Whatever Graph sends, the browser takes it for a picture and runs no script.
        var photo = await graph.Me.Photo.Content.GetAsync(cancellationToken: cancellationToken);
        return photo is null ? NotFound() : File(photo, "image/jpeg");
    }

    // The page is useful without a manager, groups or photo: the user has none, or the token lacks the permission.
    private static async Task<T?> NullIfUnavailable<T>(Task<T> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (ApiException failure) when (failure.ResponseStatusCode is 403 or 404)
        {
            return null;
        }
    }
}
