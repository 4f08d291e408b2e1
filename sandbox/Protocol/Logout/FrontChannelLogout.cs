using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Applications;
using Sandbox.Protocol.Sessions;

namespace Sandbox.Protocol.Logout;

/// <summary>Ends sessions and names the addresses that end the applications' own ones (OpenID Connect Front-Channel Logout, section 2).</summary>
internal sealed class FrontChannelLogout(LiveDirectory directory, SessionStore store)
{
    /// <param name="sessions">The sessions to end.</param>
    /// <param name="initiator">The application that asked; it has signed the person out already.</param>
    /// <param name="issuerOf">The issuer that the service has for a tenant.</param>
    /// <returns>The addresses, with <c>iss</c> and <c>sid</c>, and the names of their applications.</returns>
    public async Task<IReadOnlyList<Frame>> EndAsync(
        IReadOnlyList<SignedInUser> sessions, Application? initiator, Func<Guid, string> issuerOf)
    {
        if (sessions.Count == 0)
        {
            return [];
        }

        var signedIn = await store.EndAsync([.. sessions.Select(each => each.Session)]);
        return
        [
            .. from client in signedIn
               where client.ClientId != initiator?.ClientId
               let application = directory.Current.FindApplication(client.ClientId)
               where application?.FrontChannelLogoutUri is not null
               orderby application.DisplayName
               let address = application.FrontChannelLogoutUri!
               let user = sessions.First(each => each.Session.Id == client.SessionId).User
               // A guest signs in at home, and the tenant of a single-tenant app has issued the tokens.
               let issuedBy = application.IsMultiTenant ? user.TenantId : application.TenantId
               select new Frame(application.DisplayName, QueryHelpers.AddQueryString(address, new Dictionary<string, string?>
               {
                   ["sid"] = client.SessionId.ToString(),
                   ["iss"] = issuerOf(issuedBy),
               })),
        ];
    }

    /// <summary>One application to sign out of.</summary>
    internal sealed record Frame(string Application, string Address);
}
