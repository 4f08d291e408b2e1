using System.Reflection;
using IdentityTutorial.Tests.EntraId;
using Sandbox;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The table of decision record 8 has a row for each kind of state that the code has.</summary>
public sealed class StateTableTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Record = "docs/decisions/0008-where-state-lives.md";

    private const string Directory = "tenants, apps with their credentials";
    private const string People = "users, groups, group memberships";
    private const string OfPeople = "owners, photos, messages of Graph, sign-in names and social identities";
    private const string Sessions = "sign-in sessions, grants";
    private const string Failures = "failed passwords, used client assertions";

    /// <summary>The beginning of the row of each entity, and of each class that keeps something in memory.</summary>
    private static readonly Dictionary<string, string[]> _rows = new()
    {
        ["Tenant"] = [Directory],
        ["Application"] = [Directory, "deleted users, groups and apps"],
        ["ClientCredential"] = [Directory],
        ["FederatedCredential"] = [Directory],
        ["ApiScope"] = [Directory],
        ["AppRole"] = [Directory],
        ["AppRoleAssignment"] = [Directory],
        ["ConfiguredScopes"] = [Directory],
        ["PreAuthorizedApplication"] = [Directory],
        ["ConsentGrant"] = [Directory, People],
        ["ForeignServicePrincipal"] = [Directory],
        ["ManagedIdentity"] = [Directory],
        ["Policy"] = [Directory],
        ["SeedState"] = [Directory],
        ["LiveDirectory"] = [Directory],
        ["User"] = [People, "deleted users, groups and apps"],
        ["Group"] = [People, "deleted users, groups and apps"],
        ["GroupMember"] = [People],
        ["UserDirectory"] = [People],
        ["DirectoryOwner"] = [OfPeople],
        ["UserPhoto"] = [OfPeople],
        ["InboxMessage"] = [OfPeople],
        ["UserIdentity"] = [OfPeople],
        ["DirectoryChange"] = ["the changes of users, groups and memberships"],
        ["StoredSigningKey"] = ["signing keys"],
        ["CompletedStep"] = ["the steps of the path"],
        ["SignInSession"] = [Sessions],
        ["SessionClient"] = [Sessions],
        ["SessionStore"] = [Sessions],
        ["Grant"] = [Sessions],
        ["PolicyGrant"] = [Sessions],
        ["Grants"] = [Sessions],
        ["SignInAttempt"] = [Failures],
        ["UsedAssertion"] = [Failures],
        ["PendingRequests"] = ["a waiting sign-in at Entra ID", "a journey through a B2C policy"],
        ["TryRuns"] = ["a sign-in in place of an app"],
        ["NewSecrets"] = ["a new client secret"],
        ["SocialSignIn"] = ["a visit to a social provider"],
        ["PretendProvider"] = ["the same visit on the side", "codes of pretend social providers"],
        ["AuthorizationCodes"] = ["authorization codes"],
        ["UnredeemedGrants"] = ["which grants no app has redeemed"],
        ["DeviceCodes"] = ["device codes", "wrong user codes"],
        ["VerificationCodes"] = ["verification codes"],
        ["Mailbox"] = ["messages in the mailbox"],
        ["WireRecord"] = ["the wire record"],
        ["ScenarioBoard"] = ["scenarios that are on"],
    };

    /// <summary>The entities that no table of the database has.</summary>
    private static readonly string[] _notStored = ["JsonListItem"];

    [Fact]
    public async Task Every_entity_and_every_class_that_keeps_something_in_memory_has_a_row()
    {
        List<string> kept = [.. InMemory()];
        await fixture.ReadAsync(db =>
        {
            kept.AddRange(db.Model.GetEntityTypes().Select(entity => entity.ClrType.Name).Except(_notStored));
            return Task.CompletedTask;
        });

        Assert.True(
            kept.Except(_rows.Keys).ToList() is [],
            $"Add a row to the table of {Record}, and here, for: {string.Join(", ", kept.Except(_rows.Keys))}");
        Assert.Empty(_rows.Keys.Except(kept));
    }

    [Fact]
    public void Every_row_that_is_named_here_is_in_the_table()
    {
        var table = TrackedFiles.Read(Record);

        Assert.All(
            _rows.Values.SelectMany(rows => rows),
            row => Assert.Contains($"\n| {row}", table, StringComparison.Ordinal));
    }

    /// <summary>The classes with a collection that limits what it keeps, and those that a reset empties.</summary>
    private static IEnumerable<string> InMemory()
    {
        const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;
        return typeof(SandboxMarker).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .Where(type => type.GetInterfaces().Any(each => each.Name is "IForgottenByReset" or "IReadCache")
                || type.GetFields(Fields).Any(field => field.FieldType.Name is "UnderWay`1" or "RecentRows`2"))
            .Where(type => type.DeclaringType is null)
            .Select(type => type.Name.Split('`')[0]);
    }
}
