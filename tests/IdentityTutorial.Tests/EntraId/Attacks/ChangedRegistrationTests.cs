using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>A registration changes while a sign-in is under way, or after a consent: nobody gets what is no longer offered or was not shown.</summary>
public sealed class ChangedRegistrationTests
{
    private const string Tasks = "api://tasks.contoso.example/Tasks.Read";

    private const string Added = "User.ReadBasic.All";

    private static readonly Guid _tasksApi = Guid.Parse(SeededApp.TasksApi.ClientId);

    [Fact]
    public async Task A_scope_that_the_API_no_longer_offers_is_in_no_token()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.AsksForConsent, changes: ("scope", "openid offline_access User.Read Mail.Read"));
        Assert.Contains("Mail.Read", tokens["scope"], StringComparison.Ordinal);

        await fixture.ChangeAsync(async db => (await db.Set<ApiScope>().SingleAsync(scope => scope.Value == "Mail.Read", Token)).IsEnabled = false);
        var after = await fixture.RefreshAsync(SeededApp.AsksForConsent, tokens["refresh_token"], ("scope", "openid User.Read"));

        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.DoesNotContain("Mail.Read", after["scope"], StringComparison.Ordinal);
        Assert.DoesNotContain("Mail.Read", after.AccessToken.GetPayloadValue<string>("scp"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_that_was_added_after_the_consent_page_was_shown_is_asked_for_on_a_new_page()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "https://graph.microsoft.com/.default"));
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", SeededTenants.Alice);
        Assert.DoesNotContain(Added, page.Text, StringComparison.Ordinal);

        var app = Guid.Parse(SeededApp.AsksForConsent.ClientId);
        await fixture.ChangeAsync(async db =>
        {
            var configured = await db.Set<ConfiguredScopes>().SingleAsync(scopes => scopes.ClientId == app && scopes.ResourceId != _tasksApi, Token);
            configured.Scopes.Add(Added);
            db.Entry(configured).Property(scopes => scopes.Scopes).IsModified = true;
        });
        var again = await PressAsync(browser, page, "consent", "accept");

        Assert.True(again.IsConsentPage());
        Assert.Contains(Added, again.Text, StringComparison.Ordinal);
        await fixture.ReadAsync(async db => Assert.Empty(await db.Set<ConsentGrant>().Where(grant => grant.ClientId == app).ToListAsync(Token)));
    }

    [Fact]
    public async Task A_disabled_API_is_unknown()
    {
        await using var fixture = new EntraIdFixture();
        await fixture.ChangeAsync(async db => (await db.Set<Application>().SingleAsync(app => app.ClientId == _tasksApi, Token)).IsDisabled = true);
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", Tasks)));
        var answer = await fixture.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", SeededApp.SignIn.ClientId), ("client_secret", SeededApp.Secret),
            ("scope", "api://tasks.contoso.example/.default"));

        ProtocolAssert.IsError(page, SeededApp.AsksForConsent.RedirectUri, "invalid_resource", 500011);
        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_resource", 500011);
    }
}
