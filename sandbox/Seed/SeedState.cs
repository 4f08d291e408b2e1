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

    /// <summary>
    /// Differs after each filling, so that a place in the list of changes is not taken for one of another filling.
    /// </summary>
    public required Guid Filling { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SeedState>
    {
        public void Configure(EntityTypeBuilder<SeedState> builder) => builder.HasKey(state => state.Fingerprint);
    }
}
