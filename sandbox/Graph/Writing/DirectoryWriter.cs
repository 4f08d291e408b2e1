using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.Graph.Writing;

/// <summary>What a change makes outdated, besides the users that it names.</summary>
[Flags]
internal enum Outdated
{
    Nothing = 0,

    /// <summary>Every user, because the change touches many.</summary>
    Users = 1,

    /// <summary>Sessions and grants.</summary>
    Sessions = 2,

    /// <summary>The snapshot: applications, role assignments, what administrators consented to.</summary>
    Applications = 4,
}

/// <summary>Commits changes of the directory, and comes back when every request sees them.</summary>
internal sealed class DirectoryWriter(
    DurableWriter writer, UserDirectory users, LiveDirectory directory, SessionStore sessions, Grants grants)
{
    /// <summary>Commits a change.</summary>
    /// <param name="outdated">What the change makes outdated.</param>
    /// <param name="change">
    /// Changes rows, and returns the users whose row, groups or consents it changed. It may run twice, and its exception undoes
    /// it.
    /// </param>
    public async Task WriteAsync(Outdated outdated, Func<SandboxDbContext, Task<IReadOnlyCollection<Guid>>> change)
    {
        var changed = await writer.WriteAsync(change);

        // What was committed is true from now on, also when who asked for it has gone away.
        foreach (var id in changed)
        {
            users.Forget(id);
        }

        if (outdated.HasFlag(Outdated.Users))
        {
            await users.ReadAnewAsync(CancellationToken.None);
        }

        if (outdated.HasFlag(Outdated.Sessions))
        {
            await sessions.ReadAnewAsync(CancellationToken.None);
            await grants.ReadAnewAsync(CancellationToken.None);
        }

        if (outdated.HasFlag(Outdated.Applications))
        {
            await directory.ReadAnewAsync(CancellationToken.None);
        }
    }
}
