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
                PasswordProfile = new PasswordProfile { Password = SeededTenants.Password, ForceChangePasswordNextSignIn = true },
                BusinessPhones = ["+351 1"],
                MobilePhone = "+351 2",
            },
            cancellationToken: GraphFixture.Token);
        await sdk.Users[created!.Id].PatchAsync(
            new User { JobTitle = "Engineer", OfficeLocation = "Lisbon", City = "Lisbon", OtherMails = ["nora@home.example"] },
            cancellationToken: GraphFixture.Token);
        var read = await sdk.Users["nora@contoso.example"].GetAsync(
            request => request.QueryParameters.Select =
                ["id", "displayName", "jobTitle", "officeLocation", "mobilePhone", "businessPhones", "otherMails", "mailNickname", "createdDateTime", "city"],
            GraphFixture.Token);
        await sdk.Users[created.Id].DeleteAsync(cancellationToken: GraphFixture.Token);
        var gone = await Assert.ThrowsAsync<ODataError>(() => sdk.Users[created.Id].GetAsync(cancellationToken: GraphFixture.Token));

        Assert.Equal(
            (created.Id, "Nora Nilsson", "Engineer", "Lisbon", "+351 2", "nora", "Lisbon"),
            (read!.Id, read.DisplayName, read.JobTitle, read.OfficeLocation, read.MobilePhone, read.MailNickname, read.City));
        Assert.Equal(("+351 1", "nora@home.example"), (Assert.Single(read.BusinessPhones!), Assert.Single(read.OtherMails!)));
        Assert.Equal(graph.Login.Clock.GetUtcNow(), read.CreatedDateTime!.Value, TimeSpan.FromMinutes(1));
        Assert.Equal(404, gone.ResponseStatusCode);
    }

    [Fact]
    public async Task A_new_user_signs_in_with_the_password_until_the_account_is_disabled()
    {
        var (id, name) = await graph.CreateUserAsync();
        var refresh = (await graph.SignInWithPasswordAsync(name, SeededTenants.Password))["refresh_token"];
        Assert.Equal(HttpStatusCode.OK, (await graph.Login.RefreshAsync(SeededApp.SignIn, refresh)).Status);

        var disabled = await graph.AsAdministratorAsync("User.EnableDisableAccount.All", "PATCH", $"/users/{id}", """{"accountEnabled":false}""");

        Assert.Equal(HttpStatusCode.NoContent, disabled.Status);
        ProtocolAssert.IsError(
            await graph.Login.RefreshAsync(SeededApp.SignIn, refresh),
            HttpStatusCode.BadRequest,
            "invalid_grant",
            50057);
        await graph.AsAdministratorAsync(Write, "PATCH", $"/users/{name}", """{"accountEnabled":true}""");
        Assert.Equal(HttpStatusCode.OK, (await graph.Login.RefreshAsync(SeededApp.SignIn, refresh)).Status);
    }

    [Theory]
    [InlineData("/users/{0}/revokeSignInSessions")]
    [InlineData("/me/revokeSignInSessions")]
    public async Task Revoking_sessions_ends_refresh_tokens_access_tokens_and_the_browsers_session(string path)
    {
        var (id, name) = await graph.CreateUserAsync();
        using var browser = graph.Login.NewBrowser();
        var address = EntraIdFixture.AuthorizeAddress(SeededApp.SignIn);
        var code = EntraIdFixture.AnswerOf(await EntraIdFixture.SignInAsync(browser, address, name))["code"];
        var refresh = (await graph.Login.RedeemAsync(SeededApp.SignIn, code))["refresh_token"];
        var own = await graph.TokenAsync(name, "User.RevokeSessions.All User.Read");
        graph.Login.Clock.Advance(TimeSpan.FromSeconds(1));

        var revoked = path.StartsWith("/me", StringComparison.Ordinal)
            ? await graph.SendAsync(own, "POST", path)
            : await graph.AsAdministratorAsync("User.RevokeSessions.All", "POST", path.Replace("{0}", id, StringComparison.Ordinal));

        Assert.True(revoked.Body["value"]!.GetValue<bool>());
        ProtocolAssert.IsError(
            await graph.Login.RefreshAsync(SeededApp.SignIn, refresh),
            HttpStatusCode.BadRequest,
            "invalid_grant",
            50173);
        GraphAssert.IsError(await graph.GetAsync(own, "/me"), 401, "InvalidAuthenticationToken");
        Assert.True((await EntraIdFixture.OpenAsync(browser, address)).IsSignInPage());
    }

    [Fact]
    public async Task A_renamed_user_is_known_by_the_new_name_only()
    {
        var (id, name) = await graph.CreateUserAsync();

        var renamed = await graph.AsAdministratorAsync(Write, "PATCH", $"/users/{id}", $$"""{"userPrincipalName":"x-{{name}}"}""");

        Assert.Equal(HttpStatusCode.NoContent, renamed.Status);
        Assert.Equal(id, (await graph.GetAsync($"/users/x-{name}"))["id"]);
        GraphAssert.IsError(await graph.GetAsync($"/users/{name}"), 404, "Request_ResourceNotFound");
        Assert.NotEmpty((await graph.SignInWithPasswordAsync("x-" + name, SeededTenants.Password))["access_token"]);
    }

    [Fact]
    public async Task A_manager_is_set_and_removed()
    {
        var (id, _) = await graph.CreateUserAsync();
        var body = $$"""{"@odata.id":"https://graph.microsoft.com/v1.0/users/{{Ada}}"}""";

        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "PUT", $"/users/{id}/manager/$ref", body)).Status);
        Assert.Equal(Ada, (await graph.GetAsync($"/users/{id}/manager"))["id"]);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{id}/manager/$ref")).Status);
        GraphAssert.IsError(await graph.GetAsync($"/users/{id}/manager"), 404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task Whoever_may_not_change_users_is_denied()
    {
        var (id, name) = await graph.CreateUserAsync();
        var body = GraphFixture.NewUser($"never-{Guid.NewGuid():N}@contoso.example");
        (string Who, string Scopes, string Method, string Path, string? Body)[] rows =
        [
            // Without the permission, an administrator may not.
            (GraphFixture.Administrator, GraphFixture.Everything, "POST", "/users", body),
            (GraphFixture.Administrator, GraphFixture.Everything, "PATCH", $"/users/{id}", """{"jobTitle":"x"}"""),
            (GraphFixture.Administrator, "Directory.ReadWrite.All", "DELETE", $"/users/{id}", null),
            (GraphFixture.Administrator, "User.ReadWrite.All", "PATCH", $"/users/{id}", """{"passwordProfile":{"password":"Another-2026!"}}"""),
            (GraphFixture.Administrator, "User.EnableDisableAccount.All", "PATCH", $"/users/{id}", """{"accountEnabled":true,"jobTitle":"x"}"""),
            (GraphFixture.Administrator, "User.ReadWrite", "POST", $"/users/{id}/revokeSignInSessions", null),

            // With the permission, a user who is no administrator may not.
            (SeededTenants.Alice, "User.ReadWrite.All", "POST", "/users", body),
            (SeededTenants.Alice, "User.ReadWrite.All", "PATCH", $"/users/{name}", """{"jobTitle":"x"}"""),
            (SeededTenants.Alice, "User.ReadWrite.All", "PATCH", $"/users/{Ada}", """{"mobilePhone":"1"}"""),
            (SeededTenants.Alice, "User.ReadWrite.All", "DELETE", $"/users/{id}", null),
            (SeededTenants.Alice, "Directory.AccessAsUser.All", "PATCH", $"/users/{Ada}", """{"passwordProfile":{"password":"Another-2026!"}}"""),
            (SeededTenants.Alice, "User.RevokeSessions.All", "POST", $"/users/{id}/revokeSignInSessions", null),
            (SeededTenants.Alice, "User.ReadWrite", "PATCH", "/me", """{"jobTitle":"Head of everything"}"""),
            (SeededTenants.Alice, "User.ReadWrite", "PATCH", "/me", """{"mobilePhone":"1","jobTitle":"Head of everything"}"""),
            (SeededTenants.Alice, "User.ReadWrite.All", "PUT", $"/users/{id}/manager/$ref", $$"""{"@odata.id":"https://x/users/{{Ada}}"}"""),
        ];

        foreach (var row in rows)
        {
            var answer = await graph.SendAsync(await graph.TokenAsync(row.Who, row.Scopes), row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{row}: {answer.Status} {answer.Body}");
            GraphAssert.IsError(answer, 403, "Authorization_RequestDenied", "Insufficient privileges");
        }

        var self = await graph.TokenAsync(SeededTenants.Alice, "User.ReadWrite");
        Assert.Equal(HttpStatusCode.NoContent, (await graph.SendAsync(self, "PATCH", "/me", """{"mobilePhone":"+351 3"}""")).Status);
        Assert.Equal("+351 3", (await graph.GetAsync("/me"))["mobilePhone"]);
    }

    [Fact]
    public async Task An_application_changes_users_but_takes_over_no_administrator()
    {
        var (id, _) = await graph.CreateUserAsync();
        var app = await graph.ApplicationTokenAsync("User.ReadWrite.All", "User-PasswordProfile.ReadWrite.All", "User.RevokeSessions.All");
        string[] sensitive =
        [
            """{"passwordProfile":{"password":"Another-2026!"}}""", """{"accountEnabled":false}""", """{"mobilePhone":"+351 4"}""",
            """{"userPrincipalName":"x@contoso.example"}""", """{"otherMails":["x@evil.example"]}""",
        ];

        foreach (var body in sensitive)
        {
            GraphAssert.IsError(await graph.SendAsync(app, "PATCH", $"/users/{Ada}", body), 403, "Authorization_RequestDenied");
        }

        GraphAssert.IsError(await graph.SendAsync(app, "DELETE", $"/users/{Ada}"), 403, "Authorization_RequestDenied");
        Assert.Equal(HttpStatusCode.NoContent, (await graph.SendAsync(app, "PATCH", $"/users/{id}", sensitive[0])).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.SendAsync(app, "POST", $"/users/{id}/revokeSignInSessions")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.SendAsync(app, "DELETE", $"/users/{id}")).Status);
    }

    [Fact]
    public async Task Nothing_of_another_tenant_is_changed()
    {
        var app = await graph.ApplicationTokenAsync("User.ReadWrite.All", "User.RevokeSessions.All", "Directory.ReadWrite.All");
        var eve = (await graph.GetAsync(await graph.TokenAsync("eve@fabrikam.example"), "/me"))["id"];
        var (id, _) = await graph.CreateUserAsync();
        (string Method, string Path, string? Body)[] rows =
        [
            ("PATCH", $"/users/{eve}", """{"jobTitle":"x"}"""),
            ("PATCH", "/users/eve@fabrikam.example", """{"jobTitle":"x"}"""),
            ("DELETE", $"/users/{eve}", null),
            ("POST", $"/users/{eve}/revokeSignInSessions", null),
            ("PUT", $"/users/{id}/manager/$ref", $$"""{"@odata.id":"https://x/users/{{eve}}"}"""),
        ];

        foreach (var row in rows)
        {
            var answer = await graph.SendAsync(app, row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{row}: {answer.Status} {answer.Body}");
        }

        var foreign = await graph.SendAsync(app, "POST", "/users", GraphFixture.NewUser("mallory@fabrikam.example"));
        GraphAssert.IsError(foreign, 400, "Request_BadRequest", "verified domain");
    }

    [Fact]
    public async Task A_wrong_body_is_named_and_changes_nothing()
    {
        var (id, name) = await graph.CreateUserAsync();
        var token = await graph.TokenAsync(GraphFixture.Administrator, "User.ReadWrite.All User-PasswordProfile.ReadWrite.All User.Read.All");
        (string Body, string Message)[] rows =
        [
            ("", "JSON"), ("{", "JSON"), ("[]", "JSON"), ("null", "JSON"), ("7", "JSON"), ("{\"jobTitle\":\"\\uD800\"}", "JSON"),
            ("""{"planet":"Mars"}""", "Invalid property 'planet'"), ("""{"id":"x"}""", "read-only"), ("""{"createdDateTime":"2020-01-01"}""", "read-only"),
            ("""{"displayName":null}""", "displayName"), ("""{"displayName":""}""", "displayName"), ("""{"displayName":7}""", "displayName"),
            ("""{"accountEnabled":"yes"}""", "accountEnabled"), ("""{"accountEnabled":null}""", "accountEnabled"),
            ("""{"userPrincipalName":"x"}""", "userPrincipalName"), ("""{"userPrincipalName":"a b@contoso.example"}""", "userPrincipalName"),
            ("""{"userPrincipalName":"x@fabrikam.example"}""", "verified domain"), ("""{"userPrincipalName":"alice@contoso.example"}""", "already exists"),
            ("""{"passwordProfile":{"password":"weak"}}""", "complexity"), ("""{"passwordProfile":"Sandbox-2026!"}""", "passwordProfile"),
            ("""{"businessPhones":"1"}""", "businessPhones"), ("""{"businessPhones":["1","2"]}""", "businessPhones"), ("""{"otherMails":[7]}""", "otherMails"),
            ("""{"userType":"Guest"}""", "userType"), ("""{"mobilePhone":{}}""", "mobilePhone"), ("""{"mailNickname":"a@b"}""", "mailNickname"),
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
            token, "POST", "/users", """{"accountEnabled":true,"displayName":"x","mailNickname":"x","userPrincipalName":"x@contoso.example"}""");
        var noName = await graph.SendAsync(token, "POST", "/users", """{"accountEnabled":true,"displayName":"x","mailNickname":"x"}""");

        GraphAssert.IsError(taken, 400, "Request_BadRequest", "Another object with the same value for property userPrincipalName already exists.");
        Assert.Equal("ObjectConflict", taken.Body["error"]!["details"]![0]!["code"]!.GetValue<string>());
        GraphAssert.IsError(noPassword, 400, "Request_BadRequest", "A password must be specified to create a new user.");
        GraphAssert.IsError(noName, 400, "Request_BadRequest", "userPrincipalName");
    }

    [Fact]
    public async Task A_batch_creates_a_user_and_reads_the_answer()
    {
        var name = $"batch-{Guid.NewGuid():N}@contoso.example";
        var token = await graph.TokenAsync(GraphFixture.Administrator, "User.ReadWrite.All User.Read.All");
        var answer = await graph.PostAsync(token, "/$batch", $$"""
            {"requests":[
              {"id":"1","method":"POST","url":"/users","headers":{"Content-Type":"application/json"},"body":{{GraphFixture.NewUser(name)}}},
              {"id":"2","method":"GET","url":"/users/{{name}}","dependsOn":["1"]}]}
            """);

        Assert.Equal([201, 200], answer.Body["responses"]!.AsArray().Select(each => each!["status"]!.GetValue<int>()));
    }
}
