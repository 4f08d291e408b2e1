using IdentityTutorial.Tests.EntraId;
using Microsoft.Extensions.Logging;
using Sandbox.Keys;
using Sandbox.ManagedIdentities;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>Which password lets a role of a database in.</summary>
public sealed class DatabaseSignInTests(DatabaseSignInStage stage) : IClassFixture<DatabaseSignInStage>
{
    [Theory]
    [InlineData(ChapterName, ChapterClient)]
    [InlineData(ChapterClient, ChapterClient)]
    [InlineData("Sample: shared identity", SharedClient)]
    public async Task A_token_for_databases_lets_the_role_in_that_is_named_after_its_identity(string role, string clientId)
    {
        var token = await stage.TokenAsync(clientId: clientId);

        var answer = await stage.SignInAsync(role, token);

        Assert.Equal(new LdapAnswer(1, 1, LdapAnswer.Success, "", null), answer);
    }

    [Fact]
    public async Task A_resource_with_a_slash_at_its_end_is_the_same() =>
        Assert.Equal(LdapAnswer.Success, (await stage.SignInAsync(ChapterName, await stage.TokenAsync(DatabaseResource + "/"))).Code);

    [Theory]
    [InlineData("3-1 deploy-to-appservice", "no role's name")]
    [InlineData("3-1 Deploy-To-AppService ", "no role's name")]
    [InlineData("3F6E2A7C-8B1D-4E50-9A6F-4D2C7B9E1A32", "no role's name")]
    [InlineData("postgres", "no role's name")]
    [InlineData("Sample: web app", "3-1 Deploy-To-AppService")]
    [InlineData(SharedClient, "3-1 Deploy-To-AppService")]
    public async Task Another_role_is_refused(string role, string named) =>
        Refused(await stage.SignInAsync(role, await stage.TokenAsync()), named == "no role's name" ? "No managed identity has the role's name" : $"of the identity '{named}'");

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData(Header)]
    public async Task A_password_that_is_no_token_is_refused(string password)
    {
        var answer = await stage.SignInAsync(ChapterName, password);

        Assert.Equal((1, LdapAnswer.InvalidCredentials), (answer.Operation, answer.Code));
        Assert.NotEmpty(answer.Diagnostic);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com")]
    [InlineData(ExchangeResource)]
    [InlineData("api://tasks.contoso.example")]
    public async Task A_token_for_another_API_is_refused(string resource) =>
        Refused(await stage.SignInAsync(ChapterName, await stage.TokenAsync(resource)), DatabaseResource);

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var parts = (await stage.TokenAsync()).Split('.');
        var otherSignature = $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}";
        var otherContent = $"{parts[0]}.{(await stage.TokenAsync(clientId: SharedClient)).Split('.')[1]}.{parts[2]}";

        Refused(await stage.SignInAsync(ChapterName, otherSignature), "not signed by this sandbox");
        Refused(await stage.SignInAsync(ChapterName, otherContent), "not signed by this sandbox");
        Refused(await stage.SignInAsync(ChapterName, $"{parts[0]}.{parts[1]}."), "not signed by this sandbox");
    }

    [Fact]
    public async Task A_token_of_another_sandbox_is_refused()
    {
        await using var other = new EntraIdFixture();
        // Sandboxes of one process begin with the same keys: the current one, and the one that is published ahead.
        await other.Service<SigningKeys>().RotateAsync(EntraIdFixture.Token);
        await other.Service<SigningKeys>().RotateAsync(EntraIdFixture.Token);

        Refused(
            await stage.SignInAsync(ChapterName, (await AskAsync(other, $"resource={DatabaseResource}&client_id={ChapterClient}"))["access_token"]),
            "not signed by this sandbox");
    }

    [Theory]
    [InlineData("127.0.0.1:7443", true)]
    [InlineData("[::1]:7443", true)]
    [InlineData("localhost:9443", false)]
    public async Task The_address_that_the_app_used_has_to_lead_to_this_sandbox(string host, bool leads)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/msi/token?api-version=2019-08-01&resource={DatabaseResource}&client_id={ChapterClient}");
        request.Headers.Add("X-IDENTITY-HEADER", Header);
        request.Headers.Host = host;
        var token = (await stage.Fixture.SendAsync(request))["access_token"];

        var answer = await stage.SignInAsync(ChapterName, token);

        Assert.Equal(leads ? LdapAnswer.Success : LdapAnswer.InvalidCredentials, answer.Code);
        Assert.Equal(!leads, answer.Diagnostic.Contains("no address of this sandbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expired_token_is_refused_and_so_is_one_that_a_scenario_expires()
    {
        await using var own = new DatabaseSignInStage();
        var token = await own.TokenAsync();
        own.Fixture.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(LdapAnswer.Success, (await own.SignInAsync(ChapterName, token)).Code);

        own.Fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Refused(await own.SignInAsync(ChapterName, token), "expired");

        var next = await own.TokenAsync();
        own.Fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        using var scenario = new HttpRequestMessage(HttpMethod.Post, "/sandbox/api/scenarios/expire-access-tokens");
        await own.Fixture.SendAsync(scenario);
        Refused(await own.SignInAsync(ChapterName, next), "expired");
    }

    [Fact]
    public async Task A_name_that_two_identities_have_is_nobodys_and_the_client_id_still_is()
    {
        await using var own = new DatabaseSignInStage();
        var token = await own.TokenAsync();
        await own.Fixture.ChangeAsync(db =>
        {
            db.Add(new ManagedIdentity
            {
                PrincipalId = Guid.NewGuid(),
                ClientId = Guid.NewGuid(),
                TenantId = Guid.Parse("4bc0375f-82a2-4323-97e6-58c1af9fe9a9"),
                Name = ChapterName,
                IsSystemAssigned = false,
                HeaderHash = [1],
            });
            return Task.CompletedTask;
        });

        Refused(await own.SignInAsync(ChapterName, token), "Several");
        Assert.Equal(LdapAnswer.Success, (await own.SignInAsync(ChapterClient, token)).Code);
    }

    [Fact]
    public async Task An_identity_that_is_gone_is_refused()
    {
        await using var own = new DatabaseSignInStage();
        var token = await own.TokenAsync();
        await own.Fixture.ChangeAsync(db =>
        {
            db.RemoveRange(db.Set<ManagedIdentity>().Where(identity => identity.Name == ChapterName));
            return Task.CompletedTask;
        });

        Refused(await own.SignInAsync(ChapterName, token), "no managed identity of this sandbox");
    }

    [Fact]
    public async Task Each_attempt_is_one_line_in_the_log_with_role_and_result_and_without_the_token()
    {
        await using var own = new DatabaseSignInStage();
        var token = await own.TokenAsync();

        await own.SignInAsync(ChapterName, token);
        await own.SignInAsync("some\nbody", token);
        await own.SignInAsync(ChapterName, "a-wrong-password");
        await own.SignInAsync(token, "a-wrong-password");

        Assert.Collection(
            own.Log,
            line => Assert.Equal((LogLevel.Information, $"Database sign-in of '{ChapterName}': accepted."), (line.Level, line.Text.Split(" {")[0])),
            line => Assert.StartsWith("Database sign-in of 'some?body': refused (InvalidCredentials). No managed identity", line.Text, StringComparison.Ordinal),
            line => Assert.StartsWith($"Database sign-in of '{ChapterName}': refused (InvalidCredentials). The password is no token", line.Text, StringComparison.Ordinal),
            line => Assert.Equal(LogLevel.Warning, line.Level));
        own.Fixture.Sandbox.Log.ShouldNotContain([token, token.Split('.')[1], token.Split('.')[2], "a-wrong-password"]);
    }

    private static void Refused(LdapAnswer answer, string cause)
    {
        Assert.Equal((1, 1, LdapAnswer.InvalidCredentials), (answer.Id, answer.Operation, answer.Code));
        Assert.Contains(cause, answer.Diagnostic, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", answer.Diagnostic, StringComparison.Ordinal);
    }
}
