using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.EntraId.Authorize;

/// <summary>Which of the signed-in accounts an authorization request may mean.</summary>
internal static class AccountChoice
{
    /// <summary>The sessions that the request's tenant and hints leave over and that are young enough.</summary>
    public static IReadOnlyList<SignedInUser> Candidates(AuthorizationRequest request, IEnumerable<SignedInUser> sessions, DateTimeOffset now) =>
        [.. sessions.Where(each => MaySignIn(request, each.User) && FitsHints(request, each) && !IsStale(request, each, now))];

    /// <summary>
    /// Whether accounts of the user's tenant may use this app through this authority. Customers may do so only in their
    /// own tenant.
    /// </summary>
    public static bool MaySignIn(AuthorizationRequest request, User user) => MaySignIn(request.Place, user);

    /// <inheritdoc cref="MaySignIn(AuthorizationRequest, User)"/>
    public static bool MaySignIn(SignInPlace place, User user) => user.IsCustomer
        ? place.Tenant.Tenant?.Id == user.TenantId && place.Client.TenantId == user.TenantId
        : place.Tenant.Admits(user.TenantId) && (place.Client.IsMultiTenant || place.Client.TenantId == user.TenantId);

    /// <summary>Whether the person has to sign in again because they did so too long ago (<c>max_age</c>), or because the application says so (<c>prompt=login</c>).</summary>
    public static bool NeedsNewSignIn(AuthorizationRequest request, SignedInUser session, DateTimeOffset now) =>
        request.Prompt.HasFlag(Prompts.Login) || IsStale(request, session, now);

    private static bool IsStale(AuthorizationRequest request, SignedInUser each, DateTimeOffset now) =>
        request.MaxAge is { } age && each.Session.AuthenticatedAt + age <= now;

    private static bool FitsHints(AuthorizationRequest request, SignedInUser each) =>
        (request.LoginHint is not { } hint || hint.Equals(each.User.SignInName, StringComparison.OrdinalIgnoreCase) || hint == LoginHints.Of(each.User))
        && (request.DomainHint is not { } domain || FitsDomain(domain, each.User))
        && (request.Parameters["sid"] is not { } sid || sid == each.Session.Id.ToString());

    private static bool FitsDomain(string domain, User user) =>
        domain == "organizations" || user.SignInName.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase);
}
