using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Access;

/// <summary>The person whom an address names: <c>/me</c>, or <c>/users/{id or user principal name}</c>.</summary>
/// <param name="Text">As it is written; the id for <c>/me</c>.</param>
/// <param name="Id">The id, where it is one.</param>
/// <param name="Caller">The person, where it is the one who is signed in.</param>
internal sealed record PersonKey(string Text, Guid? Id, User? Caller)
{
    public const string Parameter = "user";

    /// <summary>The addresses that name a person.</summary>
    public static readonly string[] Addresses = ["/me", "/users/{user}", "/users(userPrincipalName='{user}')"];

    /// <exception cref="GraphException"><c>/me</c>, and nobody is signed in.</exception>
    public static PersonKey Of(GraphCall call)
    {
        var self = call.Caller.User;
        if (call.Route(Parameter) is not { } text)
        {
            return self is null ? throw GraphErrors.OnlyDelegated() : new PersonKey(self.Id.ToString(), self.Id, self);
        }

        Guid? id = Guid.TryParse(text, out var parsed) ? parsed : null;
        var isSelf = self is not null && (id == self.Id || string.Equals(text, self.UserPrincipalName, StringComparison.OrdinalIgnoreCase));
        return new PersonKey(text, isSelf ? self!.Id : id, isSelf ? self : null);
    }

    /// <summary>How much of this person the caller may see; <see langword="null"/> for nothing.</summary>
    public Detail? DetailFor(GraphCaller caller) =>
        caller.Has(Permissions.FullProfiles) || (Caller is not null && caller.Has(Permissions.OwnProfile)) ? Detail.Full
        : caller.Has(Permissions.BasicProfiles) ? Detail.Basic
        : null;

    /// <summary>The ID of the person, who is in the caller's tenant.</summary>
    /// <exception cref="GraphException">There is no such person.</exception>
    public async Task<Guid> FindIdAsync(SandboxDbContext db, GraphCall call)
    {
        if (Caller is { } self)
        {
            return self.Id;
        }

        var users = In(db.Set<User>().AsNoTracking(), call.Caller);
        return await users.Select(user => (Guid?)user.Id).FirstOrDefaultAsync(call.Aborted)
            ?? throw GraphErrors.NotFound(Text);
    }

    /// <summary>Finds the person in the caller's tenant.</summary>
    public IQueryable<User> In(IQueryable<User> users, GraphCaller caller) => Id is { } id
        ? users.Where(user => user.TenantId == caller.TenantId && user.Id == id)
        : users.Where(user => user.TenantId == caller.TenantId && user.UserPrincipalName == Text);
}
