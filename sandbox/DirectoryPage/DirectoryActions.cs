using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Sandbox.Graph;
using Sandbox.Hosting;

namespace Sandbox.DirectoryPage;

/// <summary>What the buttons of the directory pages have in common: a request to Graph, a notice, and the way back.</summary>
internal sealed class DirectoryActions(GraphOfPages graph, ITempDataDictionaryFactory notices)
{
    /// <summary>A button that the page does not have, or one whose object is not on the page.</summary>
    public static DirectoryNotice Unknown { get; } =
        new("The page has no such button. It may have changed since you opened it.", "", IsProblem: true);

    /// <summary>Sends a request to Microsoft Graph.</summary>
    /// <param name="request">The request.</param>
    /// <param name="done">What to tell the user after a success.</param>
    /// <param name="context">The request to the page.</param>
    public async Task<DirectoryNotice> SendAsync(PageRequest request, string done, HttpContext context)
    {
        var answer = await graph.SendAsync(request, context);
        return new DirectoryNotice(answer.Problem ?? done, request.Text, answer.Problem is not null);
    }

    /// <summary>The body by which Graph adds an object to another one.</summary>
    public static Dictionary<string, string> Reference(Guid id, HttpContext context) => new()
    {
        ["@odata.id"] = $"{context.Request.Scheme}://{context.Request.Host}/v1.0/directoryObjects/{id}",
    };

    /// <summary>Redirects to a page, which shows the notice.</summary>
    public SeeOther Back(HttpContext context, string address, DirectoryNotice notice)
    {
        notice.Keep(notices.GetTempData(context));
        return new SeeOther(address);
    }

    /// <summary>Takes the notice of the last button.</summary>
    public DirectoryNotice? TakeNotice(HttpContext context) => DirectoryNotice.Take(notices.GetTempData(context));
}
