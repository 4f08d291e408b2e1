using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Sandbox.Graph;
using Sandbox.Hosting;

namespace Sandbox.DirectoryPage;

/// <summary>What the buttons of the directory pages have in common: a request to Graph, a notice, and the way back.</summary>
internal sealed class DirectoryActions(GraphOfPages graph, ITempDataDictionaryFactory notices)
{
    /// <summary>A button that the page does not have, or one whose object is not on the page.</summary>
    public static DirectoryNotice Unknown { get; } =
        DirectoryNotice.Refusal("The page has no such button. It may have changed since you opened it.");

    /// <summary>Sends a request to Microsoft Graph.</summary>
    /// <param name="request">The request.</param>
    /// <param name="done">What to tell the user after a success.</param>
    /// <param name="context">The request to the page.</param>
    public async Task<DirectoryNotice> SendAsync(PageRequest request, string done, HttpContext context)
    {
        var answer = await graph.SendAsync(request, context);
        return new DirectoryNotice(answer.Problem ?? done, request.Text, answer.Problem is not null);
    }

    /// <summary>Revokes a consent.</summary>
    /// <param name="tenantId">The tenant of the consent.</param>
    /// <param name="value">The ID of the consent, as the form has it.</param>
    /// <param name="context">The request to the page.</param>
    public async Task<DirectoryNotice> RevokeConsentAsync(Guid tenantId, string? value, HttpContext context) =>
        Guid.TryParse(value, out var id)
            ? await SendAsync(
                new PageRequest(tenantId, HttpMethods.Delete, $"/oauth2PermissionGrants/{id}"),
                "The consent was revoked. The app has to ask again.", context)
            : Unknown;

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
