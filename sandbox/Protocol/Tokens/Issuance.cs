using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;

namespace Sandbox.Protocol.Tokens;

/// <summary>
/// Commits the grant of a sign-in in a browser, and issues the authorization code for it. <see cref="Redemption"/>
/// exchanges the code.
/// </summary>
internal sealed class Issuance(Grants grants, AuthorizationCodes codes, UnredeemedGrants unredeemed)
{
    /// <summary>Commits a grant, and issues its code.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="session">The session that it comes from.</param>
    /// <param name="request">What the app asked for.</param>
    /// <param name="rows">What belongs to the grant: the facts of its policy.</param>
    /// <returns>The code, or <see langword="null"/> when the app asked for none.</returns>
    public async Task<string?> IssueAsync(
        Grant grant, SignInSession session, CheckedRequest request, params IEnumerable<object> rows)
    {
        await grants.AddAsync(grant, session, rows);
        string? code = null;
        string? hash = null;
        if (request.WantsCode)
        {
            code = Secrets.Create(AuthorizationCodes.Prefix);
            hash = codes.Add(code, grant, request.Client, request.Target.RedirectUri, request.Parameters);
        }

        if (unredeemed.Add(grant, hash) is { } outdated)
        {
            await grants.RemoveAsync(outdated);
        }

        return code;
    }
}
