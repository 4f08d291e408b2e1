using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.Graph;

/// <summary>The address at which a guest accepts an invitation: <c>/redeem</c>.</summary>
public sealed class InvitationRedemptionTests : IAsyncDisposable
{
    private const string State = "?$select=externalUserState,externalUserStateChangeDateTime";

    private readonly GraphFixture _graph = new();

    public ValueTask DisposeAsync() => _graph.DisposeAsync();

    [Fact]
    public async Task Nobody_but_the_invited_user_accepts_and_no_one_goes_where_the_ticket_does_not_lead()
    {
        var invited = InvitedGuests.AddressOf(await _graph.InviteAsync(SeededTenants.Eve));
        using var browser = _graph.Login.NewBrowser();
        foreach (var account in new[] { SeededTenants.Alice, SeededTenants.Gus })
        {
            var page = await PressAsync(browser, await OpenAsync(browser, invited), "account", account);
            ProtocolAssert.IsErrorPage(page, 50020);
        }

        foreach (var address in new[]
        {
            "/redeem", "/redeem?ticket=AAAA", invited.Replace("ticket=", "ticket=A", StringComparison.Ordinal),
        })
        {
            ProtocolAssert.IsErrorPage(await OpenAsync(browser, address), 50089);
        }

        var state = await _graph.GetAsync(
            await _graph.TokenAsync(), "/users?$filter=externalUserState%20eq%20'Accepted'&$select=displayName");
        Assert.Equal(["Gus Garcia"], state.All("displayName"));
    }

    [Fact]
    public async Task An_accepted_invitation_that_is_opened_again_leads_on_and_changes_nothing()
    {
        var invitation = await _graph.InviteAsync(SeededTenants.Eve);
        var (address, id) = (InvitedGuests.AddressOf(invitation), InvitedGuests.GuestIdOf(invitation));
        using var browser = _graph.Login.NewBrowser();
        await AcceptAsync(browser, address);
        var token = await _graph.TokenAsync(GraphFixture.Administrator, "User.Read.All");
        var accepted = await _graph.GetAsync(token, $"/users/{id}{State}");
        _graph.Login.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = await OpenAsync(browser, address);
        if (again.IsSignInPage())
        {
            again = await PressAsync(browser, again, "account", SeededTenants.Eve);
        }

        using var other = _graph.Login.NewBrowser();
        var stranger = await PressAsync(other, await OpenAsync(other, address), "account", SeededTenants.Alice);

        Assert.Equal(InvitedGuests.After, again.Location?.AbsoluteUri);
        ProtocolAssert.IsErrorPage(stranger, 50020);
        var now = await _graph.GetAsync(token, $"/users/{id}{State}");
        Assert.Equal("Accepted", now["externalUserState"]);
        Assert.Equal(accepted["externalUserStateChangeDateTime"], now["externalUserStateChangeDateTime"]);
    }

    [Fact]
    public async Task A_deleted_guest_cannot_accept_at_the_address_nor_on_a_page_that_is_open()
    {
        var invitation = await _graph.InviteAsync(SeededTenants.Eve);
        var (address, id) = (InvitedGuests.AddressOf(invitation), InvitedGuests.GuestIdOf(invitation));
        using var browser = _graph.Login.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", SeededTenants.Eve);
        Assert.StartsWith("/invitation/", page.Address.AbsolutePath, StringComparison.Ordinal);

        await _graph.AsAdministratorAsync("User.ReadWrite.All", "DELETE", $"/users/{id}");
        var accepted = await PressAsync(browser, page, "consent", "accept");
        using var other = _graph.Login.NewBrowser();

        Assert.True(accepted.IsSignInPage(), accepted.Text);
        ProtocolAssert.IsErrorPage(await OpenAsync(other, address), 50089);
        await _graph.AsAdministratorAsync("User.ReadWrite.All", "POST", $"/directory/deletedItems/{id}/restore");
        var restored = await _graph.GetAsync(
            await _graph.TokenAsync(GraphFixture.Administrator, "User.Read.All"), $"/users/{id}{State}");
        Assert.Equal("PendingAcceptance", restored["externalUserState"]);
    }

    [Fact]
    public async Task A_parameter_that_is_there_twice_is_refused()
    {
        var address = InvitedGuests.AddressOf(await _graph.InviteAsync(SeededTenants.Eve));
        var ticket = address[address.IndexOf("ticket=", StringComparison.Ordinal)..].Split('&')[0];
        using var browser = _graph.Login.NewBrowser();

        foreach (var doubled in new[] { $"{address}&{ticket}", $"{address}&ticket=other", $"{address}&ver=1.0" })
        {
            var page = await OpenAsync(browser, doubled);

            ProtocolAssert.IsErrorPage(page, 9002313);
            Assert.Contains("was sent more than once", page.Text, StringComparison.Ordinal);
        }
    }

    private static async Task AcceptAsync(TestBrowser browser, string address)
    {
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", SeededTenants.Eve);
        page = await PressAsync(browser, page, "consent", "accept");
        Assert.Equal(InvitedGuests.After, page.Location?.AbsoluteUri);
    }
}
