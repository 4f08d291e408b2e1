using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sandbox.Persistence;

/// <summary>
/// The sandbox's database. Each feature keeps its entities and their <see cref="IEntityTypeConfiguration{TEntity}"/> in its own folder
/// and reads them by <see cref="DbContext.Set{TEntity}()"/>.
/// </summary>
/// <param name="options">The options, made by <see cref="SandboxPersistence.AddSandboxPersistence"/>.</param>
public sealed class SandboxDbContext(DbContextOptions<SandboxDbContext> options) : DbContext(options)
{
    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SandboxMarker).Assembly);

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    /// <summary>SQLite compares numbers, and EF Core translates no comparison of its default text form.</summary>
    private sealed class UtcTicksConverter()
        : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
