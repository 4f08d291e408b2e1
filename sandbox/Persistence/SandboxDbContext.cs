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
    /// <summary>
    /// Reads a list inside a JSON text as rows, by SQLite's table-valued function <c>json_each</c>
    /// (https://www.sqlite.org/json1.html#jeach). Queries call it, and no code can.
    /// </summary>
    /// <param name="json">The JSON text. <see langword="null"/> has no rows.</param>
    /// <param name="path">The path of the list in the text, such as <c>$.tags</c>.</param>
    [DbFunction("json_each", IsBuiltIn = true)]
    public static IQueryable<JsonListItem> JsonEach(string? json, string path) =>
        throw new NotSupportedException("Only a query can call it.");

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
