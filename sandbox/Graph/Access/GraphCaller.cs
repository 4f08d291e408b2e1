using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.Graph.Access;

/// <summary>Who calls: an application for a person, or for itself.</summary>
internal sealed class GraphCaller(AcceptedToken token)
{
    private readonly HashSet<string> _permissions = new(token.User is null ? token.Roles : token.Scopes, StringComparer.OrdinalIgnoreCase);

    /// <summary>The person; <see langword="null"/> when the application acts for itself.</summary>
    public User? User { get; } = token.User;

    /// <summary>The tenant of the token. Nothing of another one is ever answered.</summary>
    public Guid TenantId { get; } = token.TenantId;

    /// <summary>The application.</summary>
    public Guid ClientId { get; } = token.ClientId;

    /// <summary>The object ID of whoever acts: the user, or else the service principal of the application.</summary>
    public Guid ObjectId { get; } = token.User?.Id ?? Guid.Parse(token.Token.GetPayloadValue<string>("oid"));

    /// <summary>
    /// Whether a directory role may be missing: an app that acts for itself needs its permission only, and a user has to be
    /// an administrator as well.
    /// </summary>
    public bool IsAdministratorOrApplication => User is null or { IsAdministrator: true };

    /// <summary>Whether the token carries one of the permissions: a scope where a person is behind it, otherwise a role.</summary>
    public bool Has(IReadOnlyList<string> permissions)
    {
        foreach (var permission in permissions)
        {
            if (_permissions.Contains(permission))
            {
                return true;
            }
        }

        return false;
    }
}
