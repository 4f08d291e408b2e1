using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;

namespace Sandbox.Users;

/// <summary>
/// Finds people by their object id. Those who were looked for last are kept in memory, so that a directory of a million
/// users costs no more than the people who use it. Whoever changes a row that belongs to a person forgets the person
/// after the commit.
/// </summary>
internal sealed class UserDirectory(IDbContextFactory<SandboxDbContext> contexts) : IReadCache, IDisposable
{
    private readonly RecentRows<Guid, Person> _people = new(capacity: 2_000);

    /// <returns><see langword="null"/> when there is no such person.</returns>
    public ValueTask<Person?> FindAsync(Guid id, CancellationToken cancellationToken) => _people.GetAsync(id, () => ReadAsync(id, cancellationToken));

    /// <summary>A person who is known to exist.</summary>
    /// <exception cref="InvalidOperationException">The person was removed meanwhile.</exception>
    public async ValueTask<Person> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"The user {id} no longer exists.");

    /// <summary>The account in another tenant with which a guest signs in.</summary>
    /// <returns>
    /// <see langword="null"/> for a member, for a guest who has not accepted, and when the account was deleted.
    /// </returns>
    public async ValueTask<User?> FindHomeAsync(User user, CancellationToken cancellationToken) =>
        user.HomeId is { } id ? (await FindAsync(id, cancellationToken))?.User : null;

    /// <summary>Whether an account is enabled and, for a guest, the home account as well.</summary>
    public async ValueTask<bool> IsEnabledAsync(User user, CancellationToken cancellationToken) =>
        user.Enabled && (!user.IsGuest || await FindHomeAsync(user, cancellationToken) is { Enabled: true });

    /// <summary>
    /// Since when the tokens of a user count (<see cref="User.TokensValidFrom"/>). A revocation of the home account
    /// applies to a guest as well.
    /// </summary>
    public async ValueTask<DateTimeOffset> FindTokensValidFromAsync(User user, CancellationToken cancellationToken)
    {
        var home = await FindHomeAsync(user, cancellationToken);
        return home?.TokensValidFrom > user.TokensValidFrom ? home.TokensValidFrom : user.TokensValidFrom;
    }

    /// <summary>Reads a person anew the next time. Call it after the commit that changed them, and before the answer.</summary>
    public void Forget(Guid id) => _people.Forget(id);

    /// <summary>Forgets everybody.</summary>
    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        _people.ForgetAll();
        return Task.CompletedTask;
    }

    public void Dispose() => _people.Dispose();

    private async Task<Person?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == id, cancellationToken) is not { } user)
        {
            return null;
        }

        var groups = await db.Set<GroupMember>().Where(member => member.UserId == id)
            .OrderBy(member => member.GroupId).Select(member => member.GroupId).ToListAsync(cancellationToken);
        var consents = await db.Set<ConsentGrant>().AsNoTracking().Where(grant => grant.UserId == id).ToListAsync(cancellationToken);
        return new Person(user, groups, consents.ToLookup(grant => (grant.ClientId, grant.ResourceId), grant => grant.Scopes));
    }
}

/// <summary>A person with what belongs to them.</summary>
/// <param name="User">The account. It is shared by all requests, so nobody changes it.</param>
/// <param name="Groups">The ids of the groups they are in, in order.</param>
/// <param name="Consents">The scopes that they allowed an application to have at an API.</param>
internal sealed record Person(User User, IReadOnlyList<Guid> Groups, ILookup<(Guid ClientId, Guid ResourceId), List<string>> Consents);
