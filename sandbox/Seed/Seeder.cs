using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Mail;
using Sandbox.Keys;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Seed;

/// <summary>Puts the seed in place of whatever a database holds.</summary>
internal static class Seeder
{
    // A large directory is written in parts, so that not all of it has to be in memory.
    private const int AtOnce = 10_000;

    /// <summary>Empties every table that a reset does not keep, and fills them. Call it in a transaction.</summary>
    public static async Task ReplaceAsync(
        SandboxDbContext db, SeedContent content, IPasswordHasher<User> hasher, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync("PRAGMA defer_foreign_keys = ON", cancellationToken);
        await DirectoryTriggers.DropAsync(db, cancellationToken);
        var emptied = db.Model.GetEntityTypes()
            .Where(type => !type.ClrType.IsAssignableTo(typeof(IKeptByReset)))
            .Select(type => type.GetTableName())
            .Where(table => table is not null)
            .Distinct();
        foreach (var table in emptied)
        {
#pragma warning disable EF1002 // The name comes from the model, and a table's name cannot be a parameter.
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table}\"", cancellationToken);
#pragma warning restore EF1002
        }

        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.Add(new SeedState { Fingerprint = content.Fingerprint, Password = content.File.Password, Filling = Guid.NewGuid() });

        // Hashed once for all: a hash that is slow on purpose, made 1,200 times, would hold up the first start for a
        // minute.
        var password = hasher.HashPassword(null!, content.File.Password);
        foreach (var tenant in content.File.Tenants)
        {
            db.Add(new Tenants.Tenant { Id = tenant.Id, Name = tenant.Name, Domain = tenant.Domain, Kind = tenant.Kind });
            SeedUsers.Add(db, tenant, content, password);
            db.AddRange(SeedUsers.MadeUp(tenant, password).Take(AtOnce));
            SeedMessages.Add(db, tenant);
            SeedCustomers.Add(db, tenant, password);
            SeedApplications.Add(db, tenant, content.File);
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var tenant in content.File.Tenants)
        {
            foreach (var users in SeedUsers.MadeUp(tenant, password).Skip(AtOnce).Chunk(AtOnce))
            {
                db.ChangeTracker.Clear();
                db.AddRange(users);
                SeedMessages.Add(db, tenant);
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        if (!await db.Set<StoredSigningKey>().AnyAsync(cancellationToken))
        {
            db.AddRange(SigningKeyFactory.Create(1), SigningKeyFactory.Create(2));
            await db.SaveChangesAsync(cancellationToken);
        }

        await DirectoryTriggers.CreateAsync(db, cancellationToken);
    }
}
