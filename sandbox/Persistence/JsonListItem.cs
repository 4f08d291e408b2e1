using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Persistence;

/// <summary>A row that SQLite makes of one item of a JSON list (<see cref="SandboxDbContext.JsonEach"/>).</summary>
public sealed class JsonListItem
{
    /// <summary>The item, where it is text.</summary>
    public required string Value { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<JsonListItem>
    {
        public void Configure(EntityTypeBuilder<JsonListItem> builder)
        {
            // The rows come from a function, so the database has no table for them.
            builder.HasNoKey().ToTable((string?)null);
            builder.Property(item => item.Value).HasColumnName("value");
        }
    }
}
