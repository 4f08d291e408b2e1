using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Seed;

/// <summary>Which seed the database was filled from: one row.</summary>
public sealed class SeedState
{
    /// <summary>The fingerprint of the file.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The password of the seeded users, which the sign-in page shows.</summary>
    public required string Password { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SeedState>
    {
        public void Configure(EntityTypeBuilder<SeedState> builder) => builder.HasKey(state => state.Fingerprint);
    }
}
