using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Directory;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Seed;
using Sandbox.Users;

namespace Sandbox.Graph.Delta;

/// <summary>
/// Delta queries: all users or groups first, and then, as often as a client asks, those that were changed or deleted since.
/// </summary>
internal sealed class DeltaEndpoints(IDbContextFactory<SandboxDbContext> contexts, DeltaTokens tokens)
{
    private const int PageSize = 200;

    private const string Latest = "latest";

    private static readonly string[] _options = ["$select", "$top", "$deltatoken", "$skiptoken"];

    public void Map(GraphRoutes routes)
    {
        foreach (var name in new[] { "/delta", "/delta()", "/microsoft.graph.delta", "/microsoft.graph.delta()" })
        {
            routes.Get("/users" + name, ListUsersAsync).Get("/groups" + name, ListGroupsAsync);
        }
    }

    private Task ListUsersAsync(GraphCall call)
    {
        call.Require(Permissions.FullProfiles);
        return ListAsync(call, UserResource.Type, "users", [DirectoryChangeKind.User], ReadUsersAsync);

        static async Task<IReadOnlyDictionary<Guid, Item>> ReadUsersAsync(SandboxDbContext db, Page page)
        {
            var users = await db.Set<User>().IgnoreQueryFilters().AsNoTracking()
                .Where(user => page.Ids.Contains(user.Id)).Select(UserRow.Projection).ToListAsync();
            var properties = page.Select(UserResource.Type);
            return users.ToDictionary(user => user.Id, user => new Item(
                IsDeleted: user.DeletedDateTime is not null,
                json => JsonAnswer.WriteProperties(json, user, properties, Detail.Full)));
        }
    }

    private Task ListGroupsAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        return ListAsync(call, GroupResource.Type, "groups", [DirectoryChangeKind.Group, DirectoryChangeKind.Member], ReadGroupsAsync);

        static async Task<IReadOnlyDictionary<Guid, Item>> ReadGroupsAsync(SandboxDbContext db, Page page)
        {
            var groups = await db.Set<Group>().AsNoTracking().Where(group => page.Ids.Contains(group.Id)).Select(GroupRow.Projection).ToListAsync();
            var members = (await db.Set<GroupMember>().AsNoTracking().Where(member => page.Ids.Contains(member.GroupId)).ToListAsync())
                .ToLookup(member => member.GroupId, member => member.UserId);
            var changes = page.Token.Since is null ? null : await ReadMemberChangesAsync(db, page);
            var properties = page.Select(GroupResource.Type);
            return groups.ToDictionary(group => group.Id, group => new Item(
                IsDeleted: false,
                json =>
                {
                    JsonAnswer.WriteProperties(json, group, properties, Detail.Full);
                    if (page.HasMembers)
                    {
                        WriteMembers(json, [.. members[group.Id]], changes?[group.Id]);
                    }
                }));
        }
    }

    private static async Task<ILookup<Guid, Guid>> ReadMemberChangesAsync(SandboxDbContext db, Page page)
    {
        var changes = await page.ChangesOf(db, [DirectoryChangeKind.Member])
            .Where(change => page.Ids.Contains(change.ObjectId) && change.MemberId != null)
            .Select(change => new { change.ObjectId, MemberId = change.MemberId!.Value })
            .Distinct().ToListAsync();
        return changes.ToLookup(change => change.ObjectId, change => change.MemberId);
    }

    /// <summary>Writes all members, or those that joined and left.</summary>
    private static void WriteMembers(Utf8JsonWriter json, HashSet<Guid> members, IEnumerable<Guid>? changed)
    {
        var written = (changed ?? members).Order().ToList();
        if (written.Count == 0)
        {
            return;
        }

        json.WriteStartArray("members@delta");
        foreach (var id in written)
        {
            json.WriteStartObject();
            json.WriteString(JsonAnswer.Type, "#microsoft.graph.user");
            json.WriteString("id", id);
            if (!members.Contains(id))
            {
                WriteRemoved(json, "deleted");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <param name="call">The request.</param>
    /// <param name="type">The type of the objects.</param>
    /// <param name="context">What stands behind <c>$metadata#</c>.</param>
    /// <param name="kinds">The changes that count.</param>
    /// <param name="read">Reads the objects of a page that exist, deleted ones among them.</param>
    private async Task ListAsync<TRow>(
        GraphCall call,
        ResourceType<TRow> type,
        string context,
        DirectoryChangeKind[] kinds,
        Func<SandboxDbContext, Page, Task<IReadOnlyDictionary<Guid, Item>>> read)
        where TRow : class, IResourceRow
    {
        var query = ODataQueryReader.Read(call, type, _options);
        var options = QueryOptions.Read(call.Http.Request.Query, _options);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var token = await FindTokenAsync(db, call, type.Name, options);
        var size = Math.Min(query.Top, PageSize);
        var ids = await IdsOf(db, token, kinds).Where(id => id > token.After).Order().Take(size + 1).ToListAsync(call.Aborted);
        var page = new Page(token, [.. ids.Take(size)]);
        var items = await read(db, page);
        var isLatest = options.GetValueOrDefault("$deltatoken") == Latest;
        await JsonAnswer.WriteAsync(call, async json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#{context}{(token.Select is null ? "" : $"({token.Select})")}");
            json.WriteStartArray(JsonAnswer.Value);
            foreach (var id in isLatest ? [] : page.Ids)
            {
                Write(json, id, items.GetValueOrDefault(id));
                await JsonAnswer.RelieveAsync(json, call.Aborted);
            }

            json.WriteEndArray();
            if (ids.Count > size && !isLatest)
            {
                json.WriteString(JsonAnswer.NextLink, Link(call, "$skiptoken", token with { After = page.Ids[^1] }));
            }
            else
            {
                json.WriteString("@odata.deltaLink", Link(call, "$deltatoken", token with { Since = token.UpTo, After = Guid.Empty }));
            }
        });
    }

    /// <summary>Where this request goes on: where the page or the round before it ended, or at the beginning.</summary>
    private async Task<DeltaToken> FindTokenAsync(SandboxDbContext db, GraphCall call, string resource, Dictionary<string, string> options)
    {
        var filling = await db.Set<SeedState>().Select(state => state.Filling).SingleAsync(call.Aborted);
        var newest = await db.Set<DirectoryChange>().MaxAsync(change => (long?)change.Sequence, call.Aborted) ?? 0;
        var (next, delta) = (options.GetValueOrDefault("$skiptoken"), options.GetValueOrDefault("$deltatoken"));
        if (next is not null)
        {
            return Known(tokens.Read(next, resource, call.Caller.TenantId));
        }

        return delta is null or Latest
            ? new DeltaToken(resource, call.Caller.TenantId, filling, Since: null, newest, Guid.Empty, options.GetValueOrDefault("$select"))
            : Known(tokens.Read(delta, resource, call.Caller.TenantId)) with { UpTo = newest };

        // A reset fills the database anew, and that is no list of changes.
        DeltaToken Known(DeltaToken token) => token.Filling == filling ? token : throw GraphErrors.ResyncRequired();
    }

    private static IQueryable<Guid> IdsOf(SandboxDbContext db, DeltaToken token, DirectoryChangeKind[] kinds) =>
        token.Since is not null
            ? new Page(token, []).ChangesOf(db, kinds).Select(change => change.ObjectId).Distinct()
            : kinds.Contains(DirectoryChangeKind.User)
                ? db.Set<User>().Where(user => user.TenantId == token.TenantId).Select(user => user.Id)
                : db.Set<Group>().Where(group => group.TenantId == token.TenantId).Select(group => group.Id);

    private static void Write(Utf8JsonWriter json, Guid id, Item? item)
    {
        json.WriteStartObject();
        if (item is { IsDeleted: false })
        {
            item.Write(json);
        }
        else
        {
            // What can be restored was changed, in the words of the cloud.
            json.WriteString("id", id);
            WriteRemoved(json, item is null ? "deleted" : "changed");
        }

        json.WriteEndObject();
    }

    private static void WriteRemoved(Utf8JsonWriter json, string reason)
    {
        json.WriteStartObject("@removed");
        json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    private string Link(GraphCall call, string option, DeltaToken token)
    {
        var request = call.Http.Request;
        return $"{request.Scheme}://{request.Host.Value}{call.PublicPath}?{option}={tokens.Write(token)}";
    }

    /// <summary>One page of a round.</summary>
    private sealed record Page(DeltaToken Token, IReadOnlyList<Guid> Ids)
    {
        /// <summary>Whether groups are answered with their members: unless the first request selected other properties only.</summary>
        public bool HasMembers => Token.Select is null || Names.Contains("members", StringComparer.OrdinalIgnoreCase);

        private string[] Names => (Token.Select ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        /// <summary>The changes of the round.</summary>
        public IQueryable<DirectoryChange> ChangesOf(SandboxDbContext db, DirectoryChangeKind[] kinds) =>
            db.Set<DirectoryChange>().Where(change => change.TenantId == Token.TenantId
                && kinds.Contains(change.Kind) && change.Sequence > Token.Since && change.Sequence <= Token.UpTo);

        /// <summary>The properties that the first request selected. The ID is always among them.</summary>
        public IReadOnlyList<Property<TRow>> Select<TRow>(ResourceType<TRow> type)
            where TRow : class, IResourceRow => Token.Select is null || Names.Contains("*")
                ? type.Defaults
                : [.. type.Properties.Where(property => property.Name == "id" || Names.Contains(property.Name, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>One object of a page.</summary>
    private sealed record Item(bool IsDeleted, Action<Utf8JsonWriter> Write);
}
