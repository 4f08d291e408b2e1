using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Users;

/// <summary>
/// The triggers that write a <see cref="DirectoryChange"/> for each change of a user, a group or a membership. A filling of
/// the database goes without them, because its rows are no changes.
/// </summary>
internal static class DirectoryTriggers
{
    // Sign-ins, passwords and revocations are no changes of the directory, as in the cloud.
    private const string UserColumns =
        """ "UserPrincipalName", "DisplayName", "GivenName", "Surname", "Mail", "JobTitle", "Department","""
        + """ "City", "Country", "Enabled", "ManagerId", "DeletedAt", "MoreProperties", "Invitation" """;

    /// <summary>The SQL that creates the triggers.</summary>
    public const string CreateScript =
        $"""
        CREATE TRIGGER "UserAdded" AFTER INSERT ON "User" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId") VALUES ('User', NEW."TenantId", NEW."Id"); END;
        CREATE TRIGGER "UserChanged" AFTER UPDATE OF {UserColumns} ON "User" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId") VALUES ('User', NEW."TenantId", NEW."Id"); END;
        CREATE TRIGGER "UserRemoved" AFTER DELETE ON "User" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId") VALUES ('User', OLD."TenantId", OLD."Id"); END;
        CREATE TRIGGER "GroupAdded" AFTER INSERT ON "Group" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId") VALUES ('Group', NEW."TenantId", NEW."Id"); END;
        CREATE TRIGGER "GroupChanged" AFTER UPDATE ON "Group" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId") VALUES ('Group', NEW."TenantId", NEW."Id"); END;
        CREATE TRIGGER "GroupRemoved" AFTER DELETE ON "Group" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId") VALUES ('Group', OLD."TenantId", OLD."Id"); END;
        CREATE TRIGGER "MemberAdded" AFTER INSERT ON "GroupMember" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId", "MemberId")
            SELECT 'Member', "TenantId", "Id", NEW."UserId" FROM "Group" WHERE "Id" = NEW."GroupId"; END;
        CREATE TRIGGER "MemberRemoved" AFTER DELETE ON "GroupMember" BEGIN
            INSERT INTO "DirectoryChange" ("Kind", "TenantId", "ObjectId", "MemberId")
            SELECT 'Member', "TenantId", "Id", OLD."UserId" FROM "Group" WHERE "Id" = OLD."GroupId"; END;

        """;

    private const string DropScript =
        """
        DROP TRIGGER IF EXISTS "UserAdded"; DROP TRIGGER IF EXISTS "UserChanged"; DROP TRIGGER IF EXISTS "UserRemoved";
        DROP TRIGGER IF EXISTS "GroupAdded"; DROP TRIGGER IF EXISTS "GroupChanged"; DROP TRIGGER IF EXISTS "GroupRemoved";
        DROP TRIGGER IF EXISTS "MemberAdded"; DROP TRIGGER IF EXISTS "MemberRemoved";
        """;

    /// <summary>Removes the triggers. Call it in the transaction that creates them again.</summary>
    public static Task DropAsync(SandboxDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(DropScript, cancellationToken);

    /// <summary>Creates the triggers.</summary>
    public static Task CreateAsync(SandboxDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(CreateScript, cancellationToken);
}
