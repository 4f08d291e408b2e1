using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.Graph.Access;

/// <summary>The caller: an app for a user, an app for itself, or a page of the sandbox.</summary>
internal sealed class GraphCaller
{
    private readonly HashSet<string> _permissions;

    /// <summary>Reads the caller from a token.</summary>
    public GraphCaller(AcceptedToken token)
    {
        _permissions = new(token.User is null ? token.Roles : token.Scopes, StringComparer.OrdinalIgnoreCase);
        (User, TenantId, ClientId) = (token.User, token.TenantId, token.ClientId);
        ObjectId = token.User?.Id ?? Guid.Parse(token.Token.GetPayloadValue<string>("oid"));
    }

    private GraphCaller(Guid tenantId) => (_permissions, TenantId, IsPage) = ([], tenantId, true);

    /// <summary>The person; <see langword="null"/> when the application acts for itself.</summary>
    public User? User { get; }

    /// <summary>The tenant of the token. Nothing of another one is ever answered.</summary>
    public Guid TenantId { get; }

    /// <summary>The application.</summary>
    public Guid ClientId { get; }

    /// <summary>The object ID of whoever acts: the user, or else the service principal of the application.</summary>
    public Guid ObjectId { get; }

    /// <summary>
    /// Whether it is a page of the sandbox. The user of such a page owns the sandbox, so the page may do everything,
    /// and no scenario applies to it.
    /// </summary>
    public bool IsPage { get; }

    /// <summary>
    /// Whether it may change the account of an administrator: an administrator may, and an app by itself may not.
    /// </summary>
    public bool MayChangeAdministrators => IsPage || User is not null;

    /// <summary>
    /// Whether a directory role may be missing: an app that acts for itself needs its permission only, and a user has to be
    /// an administrator as well.
    /// </summary>
    public bool IsAdministratorOrApplication => User is null or { IsAdministrator: true };

    /// <summary>A page of the sandbox that changes a tenant.</summary>
    public static GraphCaller OfPage(Guid tenantId) => new(tenantId);

    /// <summary>Whether the token carries one of the permissions: a scope where a person is behind it, otherwise a role.</summary>
    public bool Has(IReadOnlyList<string> permissions)
    {
        if (IsPage)
        {
            return true;
        }

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
