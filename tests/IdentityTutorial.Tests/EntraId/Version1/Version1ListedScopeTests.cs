using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.EntraId.Version1.Version1Consent;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>Which of the scopes that a registration lists the admin consent of version 1 asks for.</summary>
public sealed class Version1ListedScopeTests
{
    private static readonly Guid _graph = Guid.Parse("00000003-0000-0000-c000-000000000000");
    private static readonly Guid _tasks = Guid.Parse(SeededApp.TasksApi.ClientId);

    [Theory]
    [InlineData("disabled")]
    [InlineData("deleted")]
    public async Task An_API_that_is_gone_is_left_out(string how)
    {
        await using var fixture = new EntraIdFixture();
        await ListTasksAsync(fixture);
        await fixture.ChangeAsync(async db =>
        {
            var api = await db.FindAsync<Application>([_tasks], Token);
            (api!.IsDisabled, api.DeletedAt) =
                how == "disabled" ? (true, api.DeletedAt) : (false, fixture.Clock.GetUtcNow());
        });
        using var browser = fixture.NewBrowser();
        var page = await OpenConsentAsync(browser, Address(SeededApp.AsksForConsent));

        await PressAsync(browser, page, "consent", "accept");

        Assert.Equal(_graph, Assert.Single((await GrantedAsync(fixture, SeededApp.AsksForConsent)).Keys));
    }

    [Fact]
    public async Task A_scope_of_an_API_with_a_name_of_OpenID_Connect_grants_nothing_of_Graph()
    {
        await using var fixture = new EntraIdFixture();
        await fixture.ChangeAsync(db =>
        {
            db.Add(new ApiScope { ResourceId = _tasks, Value = "email", Title = "Send", Description = "Sends." });
            db.Add(new ConfiguredScopes
            {
                ClientId = Guid.Parse(SeededApp.AsksForConsent.ClientId),
                ResourceId = _tasks,
                Scopes = ["email", "Tasks.Read"],
            });
            return Task.CompletedTask;
        });
        using var browser = fixture.NewBrowser();
        var page = await OpenConsentAsync(
            browser, Address(SeededApp.AsksForConsent, ("resource", SeededApp.TasksApi.ClientId)));

        await PressAsync(browser, page, "consent", "accept");

        Assert.Equal(_tasks, Assert.Single((await GrantedAsync(fixture, SeededApp.AsksForConsent)).Keys));
    }

    [Fact]
    public async Task An_odd_or_repeated_resource_is_an_error_and_grants_nothing()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        string[] odd = [new('a', 1025), "a\"b", "a\\b", "ä", "api://x\r\ny", "\0"];
        string[] addresses =
        [
            .. odd.Select(value => Address(SeededApp.AsksForConsent, ("resource", value))),
            Address(SeededApp.AsksForConsent, ("resource", $"{_graph}")) + $"&resource={_graph}",
        ];

        foreach (var address in addresses)
        {
            var page = await OpenAsync(browser, address);

            var answer = page.Location is null ? page.Text : AnswerOf(page)["error_description"];
            Assert.True((int)page.Status < 500, $"{page.Status} for {address}");
            Assert.Contains("AADSTS", answer, StringComparison.Ordinal);
        }

        Assert.Empty(await GrantedAsync(fixture, SeededApp.AsksForConsent));
    }
}
