using System.Net;
using IdentityTutorial.Tests.Graph;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>The wire page and the exports without secrets do not show the ticket of an invitation.</summary>
public sealed class InvitationOnWirePageTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task The_ticket_is_in_an_export_with_secrets_only()
    {
        var address = InvitedGuests.AddressOf(await graph.InviteAsync(SeededTenants.Eve));
        var ticket = QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..])["ticket"].ToString();
        using var browser = graph.Login.NewBrowser();
        await browser.GetAsync(address);

        var list = await browser.GetAsync("/sandbox/wire");
        var links = list.Document.QuerySelectorAll("a[href*='conversation=']")
            .Select(link => link.GetAttribute("href")!.Split("conversation=")[1].Split('&', '#')[0])
            .Distinct()
            .ToList();
        var exports = new List<string>();
        foreach (var conversation in links)
        {
            var export = $"/sandbox/wire/export?conversation={conversation}&format=";
            exports.Add((await browser.GetAsync($"{export}har&secrets=on")).Html);
            foreach (var hidden in new[] { $"/sandbox/wire?conversation={conversation}", export + "har", export + "json" })
            {
                var text = WebUtility.UrlDecode((await browser.GetAsync(hidden)).Html);
                Assert.DoesNotContain(ticket, text, StringComparison.Ordinal);
            }
        }

        Assert.Contains(exports, text => text.Contains(ticket, StringComparison.Ordinal));
    }
}
