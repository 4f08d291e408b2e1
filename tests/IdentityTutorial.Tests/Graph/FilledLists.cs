using System.Net;

namespace IdentityTutorial.Tests.Graph;

/// <summary>
/// A sandbox with a user, an app and a service principal whose lists have items that filters can find.
/// </summary>
public sealed class FilledLists : IAsyncLifetime
{
    private const string Apps = "Application.ReadWrite.All";

    /// <summary>The sandbox.</summary>
    public GraphFixture Graph { get; } = new();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var user = await Graph.CreateUserAsync("listed");
        await ChangeAsync("User.ReadWrite.All", $"/users/{user.Id}", """
            {"otherMails":["listed@mail.example","second_mail@other.example"],"businessPhones":["+351 21 555"]}
            """);
        var id = await Graph.RegisterAppAsync();
        await ChangeAsync(Apps, $"/applications/{id}", $$"""
            {
              "displayName": "Listed app", "tags": ["Blue", "100%"], "identifierUris": ["api://{{id}}/listed"],
              "spa": {"redirectUris": ["https://spa.example/"]}, "publicClient": {"redirectUris": ["listed://auth"]}
            }
            """);
        await ChangeAsync(
            Apps, $"/servicePrincipals/{id}", """{"tags":["Green"],"alternativeNames":["listed-name"]}""");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Graph.DisposeAsync();

    private async Task ChangeAsync(string permission, string path, string body)
    {
        var answer = await Graph.AsAdministratorAsync(permission, "PATCH", path, body);
        Assert.True(answer.Status == HttpStatusCode.NoContent, answer.Body.ToString());
    }
}
