using Sandbox.Applications;
using Sandbox.EntraId.Errors;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Authorize;

/// <summary>What stands between a person and an application besides the sign-in itself. The token endpoint asks again at every refresh.</summary>
internal sealed class AccessRules(LiveDirectory directory, UserDirectory users)
{
    /// <returns>The reason why the person may not use the application, or <see langword="null"/>.</returns>
    public async Task<ProtocolError?> FindObstacleAsync(Application client, User user, CancellationToken cancellationToken)
    {
        if (!await users.IsEnabledAsync(user, cancellationToken))
        {
            return SignInErrors.Disabled(user.SignInName);
        }

        if (client.RequiresAssignment && !await IsAssignedAsync(client, user, cancellationToken))
        {
            return SignInErrors.NotAssigned(user.SignInName, client.DisplayName);
        }

        return client.IsBlocked ? SignInErrors.Blocked(client.DisplayName) : null;
    }

    /// <summary>Whether a second factor is needed. A guest's own tenant can ask for it as well.</summary>
    public async ValueTask<bool> NeedsMultiFactorAsync(
        Application client, User user, ClaimsRequest claims, CancellationToken cancellationToken) =>
        user.RequiresMultiFactor || client.RequiresMultiFactor || claims.RequiresMultiFactor
        || await users.FindHomeAsync(user, cancellationToken) is { RequiresMultiFactor: true };

    /// <summary>Whether a grant comes from before the moment from which the user has to sign in anew.</summary>
    public async ValueTask<bool> IsRevokedAsync(Grant grant, User user, CancellationToken cancellationToken) =>
        grant.RevokedAt is not null
        || grant.AuthenticatedAt < await users.FindTokensValidFromAsync(user, cancellationToken);

    private async Task<bool> IsAssignedAsync(Application client, User user, CancellationToken cancellationToken)
    {
        var registration = directory.Current.RegistrationOf(client.ClientId);
        return registration.IsAssigned(user.Id) || (await users.GetAsync(user.Id, cancellationToken)).Groups.Any(registration.IsAssigned);
    }
}
