using System.Net;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Invites users of other tenants through Graph.</summary>
internal static class InvitedGuests
{
    /// <summary>Where a guest goes after the acceptance.</summary>
    public const string After = "https://app.contoso.example/welcome";

    /// <summary>The body that invites the owner of an address.</summary>
    public static string Body(string address, string after = After) =>
        $$"""{"invitedUserEmailAddress":"{{address}}","inviteRedirectUrl":"{{after}}"}""";

    /// <summary>Invites the owner of an address to Contoso.</summary>
    public static async Task<GraphAnswer> InviteAsync(this GraphFixture graph, string address)
    {
        var answer = await graph.AsAdministratorAsync("User.Invite.All", "POST", "/invitations", Body(address));
        Assert.True(answer.Status == HttpStatusCode.Created, $"{answer.Status}: {answer.Body}");
        return answer;
    }

    /// <summary>The object ID of the guest.</summary>
    public static string GuestIdOf(GraphAnswer invitation) =>
        invitation.Body["invitedUser"]!["id"]!.GetValue<string>();

    /// <summary>The address, without the host, at which the guest accepts.</summary>
    public static string AddressOf(GraphAnswer invitation) =>
        new Uri(invitation.Body["inviteRedeemUrl"]!.GetValue<string>()).PathAndQuery;
}
