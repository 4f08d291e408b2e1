using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Sandbox.EntraId.Consent;
using Sandbox.Persistence;

namespace Sandbox.Users;

/// <summary>
/// Finds people by their object id. Those who were looked for last are kept in memory, so that a directory of a million
/// users costs no more than the people who use it. Whoever changes a row that belongs to a person forgets the person
/// after the commit.
/// </summary>
internal sealed class UserDirectory(IDbContextFactory<SandboxDbContext> contexts) : IDirectoryMemory, IDisposable
{
    private const int Capacity = 2_000;

    private readonly MemoryCache _people = new(new MemoryCacheOptions { SizeLimit = Capacity });
    private readonly Lock _lock = new();

    // Grows with every change. What was read before a change is not kept after it.
    private long _version;

    /// <returns><see langword="null"/> when there is no such person.</returns>
    public async ValueTask<Person?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (_people.TryGetValue(id, out Person? kept))
        {
            return kept;
        }

        var version = Volatile.Read(ref _version);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == id, cancellationToken) is not { } user)
        {
            return null;
        }

        var person = new Person(
            user,
            await db.Set<GroupMember>().Where(member => member.UserId == id).OrderBy(member => member.GroupId).Select(member => member.GroupId).ToListAsync(cancellationToken),
            (await db.Set<ConsentGrant>().AsNoTracking().Where(grant => grant.UserId == id).ToListAsync(cancellationToken)).ToLookup(grant => (grant.ClientId, grant.ResourceId), grant => grant.Scopes));
        lock (_lock)
        {
            if (_version == version)
            {
                _people.Set(id, person, new MemoryCacheEntryOptions { Size = 1 });
            }
        }

        return person;
    }

    /// <summary>A person who is known to exist.</summary>
    /// <exception cref="InvalidOperationException">The person was removed meanwhile.</exception>
    public async ValueTask<Person> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"The user {id} no longer exists.");

    /// <summary>Reads a person anew the next time. Call it after the commit that changed them, and before the answer.</summary>
    public void Forget(Guid id)
    {
        lock (_lock)
        {
            _version++;
            _people.Remove(id);
        }
    }

    /// <summary>Forgets everybody.</summary>
    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _version++;
            _people.Clear();
        }

        return Task.CompletedTask;
    }

    public void Dispose() => _people.Dispose();
}

/// <summary>A person with what belongs to them.</summary>
/// <param name="User">The account. It is shared by all requests, so nobody changes it.</param>
/// <param name="Groups">The ids of the groups they are in, in order.</param>
/// <param name="Consents">The scopes that they allowed an application to have at an API.</param>
internal sealed record Person(User User, IReadOnlyList<Guid> Groups, ILookup<(Guid ClientId, Guid ResourceId), List<string>> Consents);
