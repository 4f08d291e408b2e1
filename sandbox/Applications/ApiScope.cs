using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>A delegated permission that an API offers.</summary>
public sealed class ApiScope
{
    /// <summary>The API.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The scope as it stands in a token's <c>scp</c>, such as <c>User.Read</c>.</summary>
    public required string Value { get; init; }

    /// <summary>What the consent page says the person allows.</summary>
    public required string Title { get; set; }

    /// <summary>One more sentence for the consent page.</summary>
    public required string Description { get; set; }

    /// <summary>Whether only an administrator may allow it.</summary>
    public bool AdminOnly { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ApiScope>
    {
        public void Configure(EntityTypeBuilder<ApiScope> builder)
        {
            builder.Property(scope => scope.Value).UseCollation("NOCASE");
            builder.HasKey(scope => new { scope.ResourceId, scope.Value });
            builder.HasOne<Application>().WithMany().HasForeignKey(scope => scope.ResourceId);
        }
    }
}
