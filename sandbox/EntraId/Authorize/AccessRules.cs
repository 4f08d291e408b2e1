using Sandbox.Applications;
using Sandbox.EntraId.Errors;
using Sandbox.Protocol.Errors;
using Sandbox.Users;

namespace Sandbox.EntraId.Authorize;

/// <summary>What stands between a person and an application besides the sign-in itself. The token endpoint asks again at every refresh.</summary>
internal sealed class AccessRules(LiveDirectory directory, UserDirectory users)
{
    /// <returns>The reason why the person may not use the application, or <see langword="null"/>.</returns>
    public async Task<ProtocolError?> FindObstacleAsync(Application client, User user, CancellationToken cancellationToken)
    {
        if (!user.Enabled)
        {
            return SignInErrors.Disabled(user.SignInName);
        }

        if (client.RequiresAssignment && !await IsAssignedAsync(client, user, cancellationToken))
        {
            return SignInErrors.NotAssigned(user.SignInName, client.DisplayName);
        }

        return client.IsBlocked ? SignInErrors.Blocked(client.DisplayName) : null;
    }

    public static bool NeedsMultiFactor(Application client, User user, ClaimsRequest claims) =>
        user.RequiresMultiFactor || client.RequiresMultiFactor || claims.RequiresMultiFactor;

    private async Task<bool> IsAssignedAsync(Application client, User user, CancellationToken cancellationToken)
    {
        var registration = directory.Current.RegistrationOf(client.ClientId);
        return registration.IsAssigned(user.Id) || (await users.GetAsync(user.Id, cancellationToken)).Groups.Any(registration.IsAssigned);
    }
}
