using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace GraphSdk6;

/// <summary>Creates, changes, deletes and restores a user.</summary>
internal static class UserChanges
{
    /// <summary>Makes the changes, and prints what each led to.</summary>
    /// <param name="graph">The client.</param>
    /// <returns>The ID of the user, who exists at the end.</returns>
    public static async Task<string> RunAsync(GraphServiceClient graph)
    {
        var created = await graph.Users.PostAsync(new User
        {
            AccountEnabled = true,
            DisplayName = "Grace Green",
            MailNickname = "grace",
            UserPrincipalName = "grace@contoso.example",
            PasswordProfile = new PasswordProfile { Password = "Sandbox-2026!", ForceChangePasswordNextSignIn = false },
        });
        var id = created!.Id!;
        Console.WriteLine($"created {created.UserPrincipalName}");

        await graph.Users[id].PatchAsync(new User { JobTitle = "Auditor", OtherMails = ["grace@mail.example"] });
        Console.WriteLine($"changed to {await ReadTitleAsync(graph, id)}");

        // A list of the user is found by its item.
        var found = await graph.Users.GetAsync(request =>
            request.QueryParameters.Filter = "otherMails/any(mail:mail eq 'grace@mail.example')");
        Console.WriteLine($"found {string.Join(", ", found!.Value!.Select(user => user.DisplayName))}");

        await graph.Users[id].DeleteAsync();
        try
        {
            await ReadTitleAsync(graph, id);
        }
        catch (ODataError error)
        {
            Console.WriteLine($"deleted: {error.ResponseStatusCode} {error.Error?.Code}");
        }

        var restored = await graph.Directory.DeletedItems[id].Restore.PostAsync();
        Console.WriteLine($"restored {restored!.Id == id}, {await ReadTitleAsync(graph, id)}");
        return id;
    }

    private static async Task<string?> ReadTitleAsync(GraphServiceClient graph, string id) =>
        (await graph.Users[id].GetAsync())!.JobTitle;
}
