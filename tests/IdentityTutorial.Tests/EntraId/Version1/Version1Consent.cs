using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>What an administrator does at the admin consent of version 1, and what comes of it.</summary>
internal static class Version1Consent
{
    private const string Ada = "ada@contoso.example";

    /// <summary>Opens the sign-in page, signs in, and ends on the consent page.</summary>
    public static async Task<Page> OpenConsentAsync(TestBrowser browser, string address, string account = Ada) =>
        await PressAsync(browser, await OpenAsync(browser, address), "account", account);

    /// <summary>Adds a second API to what the registration lists.</summary>
    public static Task ListTasksAsync(EntraIdFixture fixture) => fixture.ChangeAsync(db =>
    {
        db.Add(new ConfiguredScopes
        {
            ClientId = Guid.Parse(SeededApp.AsksForConsent.ClientId),
            ResourceId = Guid.Parse(SeededApp.TasksApi.ClientId),
            Scopes = ["Tasks.Read"],
        });
        return Task.CompletedTask;
    });

    /// <summary>The scopes that an app was granted, by API.</summary>
    public static async Task<Dictionary<Guid, List<string>>> GrantedAsync(EntraIdFixture fixture, SeededApp app)
    {
        var granted = new Dictionary<Guid, List<string>>();
        await fixture.ReadAsync(async db => granted = await db.Set<ConsentGrant>()
            .Where(grant => grant.ClientId == Guid.Parse(app.ClientId))
            .ToDictionaryAsync(grant => grant.ResourceId, grant => grant.Scopes, Token));
        return granted;
    }

    /// <summary>The same address at another tenant.</summary>
    public static string At(string tenant, string address) =>
        address.Replace(SeededTenants.Contoso, tenant, StringComparison.Ordinal);

    /// <summary>The address at which an app requests admin consent; an empty value leaves a parameter out.</summary>
    public static string Address(SeededApp app, params IEnumerable<(string Name, string Value)> changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = app.ClientId,
            ["redirect_uri"] = app.RedirectUri,
            ["state"] = "the-state",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString(
            $"/{SeededTenants.Contoso}/adminconsent", parameters.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}
