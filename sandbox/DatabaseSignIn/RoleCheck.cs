using Sandbox.Applications;
using Sandbox.ManagedIdentities;
using Sandbox.Protocol.Tokens;

namespace Sandbox.DatabaseSignIn;

/// <summary>Checks that a password is a token for databases, valid now, of the managed identity that the role is named after.</summary>
internal sealed class RoleCheck(AccessTokenValidator validator, OwnIssuers issuers, LiveDirectory directory)
{
    /// <summary>Checks a sign-in.</summary>
    /// <returns>The sentence that says what is wrong, without the password, or <see langword="null"/>.</returns>
    public async Task<string?> FindProblemAsync(RoleName role, string password, CancellationToken cancellationToken)
    {
        if (role.Value is not { } name)
        {
            return "The name to bind as is not cn= and a role. Write ldapprefix=\"cn=\" ldapsuffix=\"\" in pg_hba.conf.";
        }

        var check = await validator.CheckAsync(password, [ManagedIdentityResources.Database], issuers.Contain, cancellationToken);
        if (check.Accepted is not { } accepted)
        {
            return Describe(check.Problem);
        }

        var principal = accepted.Token.TryGetPayloadValue<string>("oid", out var oid) && Guid.TryParse(oid, out var id) ? id : Guid.Empty;
        // A role is the identity's by name, as in Azure, or by client id where the name is not enough.
        var byClientId = Guid.TryParseExact(name, "D", out var clientId) && clientId.ToString() == name;
        var identities = directory.Current.ManagedIdentities;
        var owner = identities.FirstOrDefault(identity => identity.PrincipalId == principal);
        var named = identities.Where(identity => identity.Name == name || (byClientId && identity.ClientId == clientId)).ToList();
        return (owner, named) switch
        {
            (null, _) => "The token belongs to no managed identity of this sandbox.",
            (_, []) => $"No managed identity has the role's name, {role.Shown}, or that as its client id. Capitals count.",
            (_, [var only]) when only.PrincipalId == owner.PrincipalId => null,
            (_, [_]) => $"The token is that of the identity '{owner.Name}', and the role is {role.Shown}.",
            _ => $"Several managed identities are meant by {role.Shown}. Name the role after the client id of one.",
        };
    }

    private static string Describe(TokenProblem problem) => problem switch
    {
        TokenProblem.Malformed => $"The password is no token. Send the access_token that /msi/token gives for the resource {ManagedIdentityResources.Database}.",
        TokenProblem.Audience => $"The token is for another API. Ask /msi/token for the resource {ManagedIdentityResources.Database}.",
        TokenProblem.Issuer => "The token's issuer is no address of this sandbox, or the tenant in it is another than the token's.",
        TokenProblem.Lifetime => "The token has expired, or does not hold yet. Ask for a new one before a connection is opened.",
        TokenProblem.NotAccessToken => "The token is an ID token, not an access token.",
        TokenProblem.Revoked => "The token is a person's and was revoked. A managed identity signs in here.",
        _ => "The token was not signed by this sandbox, or it was changed on its way.",
    };
}
