using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Models;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Guests are invited through Graph, accept on a page, and sign in.</summary>
public sealed class InvitationTests : IAsyncDisposable
{
    private static readonly string[] _selected =
        [
            "id", "userPrincipalName", "mail", "userType", "creationType", "externalUserState",
            "externalUserStateChangeDateTime", "identities",
        ];

    private readonly GraphFixture _graph = new();

    public ValueTask DisposeAsync() => _graph.DisposeAsync();

    [Fact]
    public async Task The_SDK_invites_and_the_guest_accepts_at_the_address_of_the_invitation()
    {
        var sdk = await _graph.SdkAsync(GraphFixture.Administrator, "User.Invite.All User.Read.All");
        var invitation = await sdk.Invitations.PostAsync(
            new Invitation
            {
                InvitedUserEmailAddress = SeededTenants.Eve,
                InvitedUserDisplayName = "Eve of Fabrikam",
                InviteRedirectUrl = InvitedGuests.After,
                SendInvitationMessage = true,
            },
            cancellationToken: Token);
        var id = invitation!.InvitedUser!.Id!;
        var pending = await sdk.Users[id].GetAsync(request => request.QueryParameters.Select = _selected, Token);

        Assert.Equal(
            ("PendingAcceptance", "Guest", InvitedGuests.After),
            (invitation.Status, invitation.InvitedUserType, invitation.InviteRedirectUrl));
        Assert.Equal(
            ("eve_fabrikam.example#EXT#@contoso.example", SeededTenants.Eve,
                "Guest", "Invitation", "PendingAcceptance"),
            (pending!.UserPrincipalName, pending.Mail,
                pending.UserType, pending.CreationType, pending.ExternalUserState));
        ProtocolAssert.IsError(
            await PasswordFlow.ExchangeAsync(_graph.Login, SeededTenants.Eve),
            HttpStatusCode.BadRequest, "invalid_grant", 50014);

        using var browser = _graph.Login.NewBrowser();
        var page = await OpenAsync(browser, new Uri(invitation.InviteRedeemUrl!).PathAndQuery);
        Assert.Equal(SeededTenants.Eve, page.Document.QuerySelector("input[name=username]")!.GetAttribute("value"));
        page = await AtSandboxAsync(browser, await browser.TypePasswordAsync(page, SeededTenants.Eve));
        Assert.Contains("Contoso", page.Text, StringComparison.Ordinal);
        page = await PressAsync(browser, page, "consent", "accept");
        Assert.Equal(InvitedGuests.After, page.Location?.AbsoluteUri);

        var accepted = await sdk.Users[id].GetAsync(request => request.QueryParameters.Select = _selected, Token);
        Assert.Equal("Accepted", accepted!.ExternalUserState);
        Assert.Equal(["federated", "userPrincipalName"], accepted.Identities!.Select(identity => identity.SignInType));
        page = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none")));
        var tokens = await _graph.Login.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"]);
        Assert.Equal(id, tokens.IdToken.GetPayloadValue<string>("oid"));
        Assert.Contains(
            "Accept the invitation of Contoso",
            (await browser.GetAsync($"/sandbox/mail?to={SeededTenants.Eve}")).Text,
            StringComparison.Ordinal);

        var again = await sdk.Invitations.PostAsync(
            new Invitation { InvitedUserEmailAddress = SeededTenants.Eve, InviteRedirectUrl = InvitedGuests.After },
            cancellationToken: Token);
        Assert.Equal(("Completed", id), (again!.Status, again.InvitedUser!.Id));
        await _graph.AsAdministratorAsync("User.ReadWrite.All", "DELETE", $"/users/{id}");
        page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, SeededTenants.Eve), 50020);
    }

    [Fact]
    public async Task The_first_sign_in_to_an_app_asks_the_guest_to_accept_and_a_guest_who_declines_gets_nothing()
    {
        var id = (await _graph.InviteAsync(SeededTenants.Eve)).Body["invitedUser"]!["id"]!.GetValue<string>();
        using var browser = _graph.Login.NewBrowser();
        var asked = await PressAsync(
            browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Eve);
        Assert.StartsWith("/invitation/", asked.Address.AbsolutePath, StringComparison.Ordinal);

        ProtocolAssert.IsError(
            await PressAsync(browser, asked, "consent", "decline"),
            SeededApp.SignIn.RedirectUri, "access_denied", 65004);
        ProtocolAssert.IsError(
            await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))),
            SeededApp.SignIn.RedirectUri, "interaction_required", 50014);
        var page = await PressAsync(
            browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "consent", "accept");

        var tokens = await _graph.Login.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"]);
        Assert.Equal(id, tokens.IdToken.GetPayloadValue<string>("oid"));
    }

    [Fact]
    public async Task Guests_are_found_by_filter_and_every_user_can_invite_with_the_permission()
    {
        var guests = await _graph.GetAsync(
            await _graph.TokenAsync(), "/users?$filter=userType%20eq%20'Guest'&$select=displayName,userType");
        Assert.Equal(["Gus Garcia"], guests.All("displayName"));

        var member = await _graph.PostAsync(
            await _graph.TokenAsync(scopes: "User.Invite.All"), "/invitations", InvitedGuests.Body(SeededTenants.Eve));
        var app = await _graph.PostAsync(
            await _graph.ApplicationTokenAsync("User.Invite.All"),
            "/invitations",
            InvitedGuests.Body("else@elsewhere.example"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (member.Status, app.Status));
        guests = await _graph.GetAsync(
            await _graph.TokenAsync(), "/users?$filter=externalUserState%20eq%20'PendingAcceptance'&$select=mail");
        Assert.Equal(["else@elsewhere.example", SeededTenants.Eve], guests.All("mail").Order());
        GraphAssert.IsError(
            await _graph.PostAsync(await _graph.TokenAsync(), "/invitations", InvitedGuests.Body(SeededTenants.Eve)),
            403,
            "Authorization_RequestDenied");
    }

    [Fact]
    public async Task What_is_no_invitation_is_refused()
    {
        (string Body, string Message)[] rows =
        [
            ("{}", "invitedUserEmailAddress"),
            ("""{"invitedUserEmailAddress":"eve@fabrikam.example"}""", "inviteRedirectUrl"),
            (InvitedGuests.Body("no-address"), "invitedUserEmailAddress"),
            (InvitedGuests.Body("alice@contoso.example"), "domain of this directory"),
            (InvitedGuests.Body(SeededTenants.Eve, "javascript:alert(1)"), "inviteRedirectUrl"),
            (InvitedGuests.Body(SeededTenants.Eve, "/relative"), "inviteRedirectUrl"),
            (With("\"status\":\"Completed\""), "status"),
            (With("\"x\":1"), "'x'"),
            (With("\"invitedUserType\":\"Member\""), "invitedUserType"),
            (With($"\"invitedUserDisplayName\":\"{new string('x', 257)}\""), "'invitedUserDisplayName'"),
            (With("\"invitedUserDisplayName\":7"), "'invitedUserDisplayName'"),
            (With("\"sendInvitationMessage\":\"yes\""), "'sendInvitationMessage'"),
            (With("\"sendInvitationMessage\":1"), "'sendInvitationMessage'"),
            (With("\"resetRedemption\":\"no\""), "'resetRedemption'"),
        ];
        var token = await _graph.TokenAsync(GraphFixture.Administrator, "User.Invite.All");

        await Table.ShouldHoldAsync(rows, async row =>
        {
            var answer = await _graph.PostAsync(token, "/invitations", row.Body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains(
                row.Message, answer.Body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        });

        static string With(string member) =>
            InvitedGuests.Body(SeededTenants.Eve).Replace("{", "{" + member + ",", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_value_is_an_error_in_the_format_of_Graph_and_the_longest_name_is_none()
    {
        var token = await _graph.TokenAsync(GraphFixture.Administrator, "User.Invite.All User.Read.All");
        var (longest, tooLong) = (new string('x', 256), new string('x', 257));

        var refused = await InviteAsync($"\"{tooLong}\"", "false");
        var noBoolean = await InviteAsync("null", "\"yes\"");
        var invited = await InviteAsync($"\"{longest}\"", "null");

        GraphAssert.IsError(refused, 400, "Request_BadRequest", "a text of at most 256 characters");
        GraphAssert.IsError(noBoolean, 400, "Request_BadRequest", "it must be true or false");
        Assert.Equal(HttpStatusCode.Created, invited.Status);
        var guest = await _graph.GetAsync(token, $"/users/{invited.Body["invitedUser"]!["id"]}");
        Assert.Equal(longest, guest["displayName"]);

        Task<GraphAnswer> InviteAsync(string name, string sends) => _graph.PostAsync(token, "/invitations", $$"""
            {
              "invitedUserEmailAddress": "eve@fabrikam.example", "inviteRedirectUrl": "{{InvitedGuests.After}}",
              "invitedUserDisplayName": {{name}}, "sendInvitationMessage": {{sends}}
            }
            """);
    }

    [Fact]
    public async Task A_guest_reaches_the_tenant_that_invited_and_no_other_one()
    {
        var login = _graph.Login;
        var code = await login.GetCodeAsync(SeededApp.MultiTenant, SeededTenants.Gus);
        var elsewhere = await login.TokenAsync(
            SeededTenants.Fabrikam, authorization: null,
            ("grant_type", "authorization_code"), ("client_id", SeededApp.MultiTenant.ClientId),
            ("client_secret", SeededApp.Secret),
            ("redirect_uri", SeededApp.MultiTenant.RedirectUri), ("code", code));
        ProtocolAssert.IsError(elsewhere, HttpStatusCode.BadRequest, "invalid_grant", 700005);
        var tokens = await login.RedeemAsync(SeededApp.MultiTenant, code);
        var graphToken = tokens["access_token"];

        var me = await _graph.GetAsync(graphToken, "/me?$select=userType,userPrincipalName");
        Assert.Equal(("Guest", "gus_fabrikam.example#EXT#@contoso.example"), (me["userType"], me["userPrincipalName"]));
        var administrator = await _graph.TokenAsync(
            GraphFixture.Administrator, "User.Read.All User.ReadWrite.All User-PasswordProfile.ReadWrite.All");
        GraphAssert.IsError(
            await _graph.GetAsync(administrator, "/users/" + SeededTenants.Gus), 404, "Request_ResourceNotFound");
        GraphAssert.IsError(
            await _graph.GetAsync(administrator, "/users/" + SeededTenants.Eve), 404, "Request_ResourceNotFound");
        GraphAssert.IsError(
            await _graph.SendAsync(
                administrator, "PATCH", $"/users/{tokens.IdToken.GetPayloadValue<string>("oid")}",
                """{"passwordProfile":{"password":"Another-2026!"}}"""),
            400, "Request_BadRequest");
        using var browser = login.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        ProtocolAssert.IsErrorPage(
            await browser.TypePasswordAsync(page, "gus_fabrikam.example#EXT#@contoso.example"), 50034);
    }
}
