using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace GraphSdk6;

/// <summary>Creates a group, and changes its members by reference.</summary>
internal static class GroupChanges
{
    /// <summary>Makes the changes, and prints what each led to.</summary>
    /// <param name="graph">The client.</param>
    /// <param name="userId">The user who becomes a member.</param>
    /// <param name="baseUrl">The address of Graph, which is part of a reference.</param>
    public static async Task RunAsync(GraphServiceClient graph, string userId, string baseUrl)
    {
        var group = await graph.Groups.PostAsync(new Group
        {
            DisplayName = "Auditors",
            MailNickname = "auditors",
            MailEnabled = false,
            SecurityEnabled = true,
        });
        var members = graph.Groups[group!.Id].Members;
        Console.WriteLine($"created {group.DisplayName}");

        var reference = new ReferenceCreate { OdataId = $"{baseUrl}/directoryObjects/{userId}" };
        await members.Ref.PostAsync(reference);
        Console.WriteLine($"members: {await CountAsync(graph, group)}");

        try
        {
            await members.Ref.PostAsync(reference);
        }
        catch (ODataError error)
        {
            Console.WriteLine($"added twice: {error.ResponseStatusCode} {error.Error?.Code}");
        }

        await members[userId].Ref.DeleteAsync();
        Console.WriteLine($"members: {await CountAsync(graph, group)}");
    }

    private static async Task<int> CountAsync(GraphServiceClient graph, Group group) =>
        (await graph.Groups[group.Id].Members.GetAsync())!.Value!.Count;
}
