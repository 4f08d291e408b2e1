using Microsoft.Graph;
using Microsoft.Graph.Applications.Item.AddPassword;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace GraphSdk6;

/// <summary>Registers an app with a redirect URI and a client secret, and deletes it.</summary>
internal static class AppChanges
{
    /// <summary>Makes the changes, and prints what each led to, but no secret.</summary>
    /// <param name="graph">The client.</param>
    public static async Task RunAsync(GraphServiceClient graph)
    {
        var app = await graph.Applications.PostAsync(new Application
        {
            DisplayName = "Audit tool",
            Web = new WebApplication { RedirectUris = ["https://localhost:7777/signin-oidc"] },
        });
        Console.WriteLine($"registered {app!.DisplayName}, {string.Join(", ", app.Web!.RedirectUris!)}");

        var secret = await graph.Applications[app.Id].AddPassword.PostAsync(new AddPasswordPostRequestBody
        {
            PasswordCredential = new PasswordCredential { DisplayName = "first" },
        });
        Console.WriteLine($"added {secret!.DisplayName}, secret received: {!string.IsNullOrEmpty(secret.SecretText)}");

        await graph.Applications[app.Id].DeleteAsync();
        try
        {
            await graph.Applications[app.Id].GetAsync();
        }
        catch (ODataError error)
        {
            Console.WriteLine($"deleted: {error.ResponseStatusCode} {error.Error?.Code}");
        }
    }
}
