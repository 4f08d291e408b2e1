using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Users are created, changed and deleted through Graph, and sign-ins know at once.</summary>
public sealed class UserWriteTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "User.ReadWrite.All";

    private const string Ada = "9f1e2d3c-4b5a-4978-8695-a4b3c2d1ed06";

    [Fact]
    public async Task The_SDK_creates_changes_and_deletes_a_user()
    {
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, "User.ReadWrite.All User.Read.All");

        var created = await sdk.Users.PostAsync(
            new User
            {
                AccountEnabled = true,
                DisplayName = "Nora Nilsson",
                MailNickname = "nora",
                UserPrincipalName = "nora@contoso.example",
                PasswordProfile = new PasswordProfile
                {
                    Password = SeededTenants.Password,
                    ForceChangePasswordNextSignIn = true,
                },
                BusinessPhones = ["+351 1"],
                MobilePhone = "+351 2",
            },
            cancellationToken: GraphFixture.Token);
        await sdk.Users[created!.Id].PatchAsync(
            new User
            {
                JobTitle = "Engineer",
                OfficeLocation = "Lisbon",
                City = "Lisbon",
                OtherMails = ["nora@home.example"],
            },
            cancellationToken: GraphFixture.Token);
        var read = await sdk.Users["nora@contoso.example"].GetAsync(
            request => request.QueryParameters.Select =
                [
                    "id", "displayName", "jobTitle", "officeLocation", "mobilePhone", "businessPhones", "otherMails",
                    "mailNickname", "createdDateTime", "city",
                ],
            GraphFixture.Token);
        await sdk.Users[created.Id].DeleteAsync(cancellationToken: GraphFixture.Token);
        var gone = await Assert.ThrowsAsync<ODataError>(
            () => sdk.Users[created.Id].GetAsync(cancellationToken: GraphFixture.Token));

        Assert.Equal(
            (created.Id, "Nora Nilsson", "Engineer", "Lisbon", "+351 2", "nora", "Lisbon"),
            (read!.Id, read.DisplayName, read.JobTitle, read.OfficeLocation, read.MobilePhone, read.MailNickname,
                read.City));
        Assert.Equal(
            ("+351 1", "nora@home.example"), (Assert.Single(read.BusinessPhones!), Assert.Single(read.OtherMails!)));
        Assert.Equal(graph.Login.Clock.GetUtcNow(), read.CreatedDateTime!.Value, TimeSpan.FromMinutes(1));
        Assert.Equal(404, gone.ResponseStatusCode);
    }

    [Fact]
    public async Task A_manager_is_set_and_removed()
    {
        var (id, _) = await graph.CreateUserAsync();
        var body = $$"""{"@odata.id":"https://graph.microsoft.com/v1.0/users/{{Ada}}"}""";

        var set = await graph.AsAdministratorAsync(Write, "PUT", $"/users/{id}/manager/$ref", body);
        Assert.Equal(HttpStatusCode.NoContent, set.Status);
        Assert.Equal(Ada, (await graph.GetAsync($"/users/{id}/manager"))["id"]);
        var removed = await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{id}/manager/$ref");
        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        GraphAssert.IsError(await graph.GetAsync($"/users/{id}/manager"), 404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task A_wrong_body_is_named_and_changes_nothing()
    {
        var (id, name) = await graph.CreateUserAsync();
        var token = await graph.TokenAsync(
            GraphFixture.Administrator, "User.ReadWrite.All User-PasswordProfile.ReadWrite.All User.Read.All");
        (string Body, string Message)[] rows =
        [
            ("", "JSON"),
            ("{", "JSON"),
            ("[]", "JSON"),
            ("null", "JSON"),
            ("7", "JSON"),
            ("{\"jobTitle\":\"\\uD800\"}", "JSON"),
            ("""{"planet":"Mars"}""", "Invalid property 'planet'"),
            ("""{"id":"x"}""", "read-only"),
            ("""{"createdDateTime":"2020-01-01"}""", "read-only"),
            ("""{"displayName":null}""", "displayName"),
            ("""{"displayName":""}""", "displayName"),
            ("""{"displayName":7}""", "displayName"),
            ("""{"accountEnabled":"yes"}""", "accountEnabled"), ("""{"accountEnabled":null}""", "accountEnabled"),
            ("""{"userPrincipalName":"x"}""", "userPrincipalName"),
            ("""{"userPrincipalName":"a b@contoso.example"}""", "userPrincipalName"),
            ("""{"userPrincipalName":"x@fabrikam.example"}""", "verified domain"),
            ("""{"userPrincipalName":"alice@contoso.example"}""", "already exists"),
            ("""{"passwordProfile":{"password":"weak"}}""", "complexity"),
            ("""{"passwordProfile":"Sandbox-2026!"}""", "passwordProfile"),
            ("""{"businessPhones":"1"}""", "businessPhones"),
            ("""{"businessPhones":["1","2"]}""", "businessPhones"),
            ("""{"otherMails":[7]}""", "otherMails"),
            ("""{"userType":"Guest"}""", "userType"),
            ("""{"mobilePhone":{}}""", "mobilePhone"),
            ("""{"mailNickname":"a@b"}""", "mailNickname"),
            ($$"""{"jobTitle":"{{new string('x', 129)}}"}""", "jobTitle"),
        ];

        foreach (var (body, message) in rows)
        {
            var answer = await graph.SendAsync(token, "PATCH", $"/users/{id}", body);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{body}: {answer.Status} {answer.Body}");
            Assert.Contains(message, answer.Body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Equal(name, (await graph.GetAsync(token, $"/users/{id}"))["displayName"]);
    }

    [Fact]
    public async Task A_new_user_needs_a_name_a_nickname_and_a_password()
    {
        var token = await graph.TokenAsync(GraphFixture.Administrator, Write);
        var taken = await graph.SendAsync(token, "POST", "/users", GraphFixture.NewUser(SeededTenants.Alice));
        var noPassword = await graph.SendAsync(
            token, "POST", "/users",
            """
            {"accountEnabled":true,"displayName":"x","mailNickname":"x","userPrincipalName":"x@contoso.example"}
            """);
        var noName = await graph.SendAsync(
            token, "POST", "/users", """{"accountEnabled":true,"displayName":"x","mailNickname":"x"}""");

        GraphAssert.IsError(
            taken, 400, "Request_BadRequest",
            "Another object with the same value for property userPrincipalName already exists.");
        Assert.Equal("ObjectConflict", taken.Body["error"]!["details"]![0]!["code"]!.GetValue<string>());
        GraphAssert.IsError(
            noPassword, 400, "Request_BadRequest", "A password must be specified to create a new user.");
        GraphAssert.IsError(noName, 400, "Request_BadRequest", "userPrincipalName");
    }

    [Fact]
    public async Task A_batch_creates_a_user_and_reads_the_answer()
    {
        var name = $"batch-{Guid.NewGuid():N}@contoso.example";
        var token = await graph.TokenAsync(GraphFixture.Administrator, "User.ReadWrite.All User.Read.All");
        var answer = await graph.PostAsync(token, "/$batch", $$"""
            {"requests":[
              {"id":"1","method":"POST","url":"/users","headers":{"Content-Type":"application/json"},
                "body":{{GraphFixture.NewUser(name)}}},
              {"id":"2","method":"GET","url":"/users/{{name}}","dependsOn":["1"]}]}
            """);

        Assert.Equal([201, 200], answer.Body["responses"]!.AsArray().Select(each => each!["status"]!.GetValue<int>()));
    }
}
