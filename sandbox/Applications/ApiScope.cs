using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>A delegated permission that an API offers.</summary>
public sealed class ApiScope
{
    /// <summary>The API.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The permission's own ID, by which registrations refer to it.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The scope as it stands in a token's <c>scp</c>, such as <c>User.Read</c>.</summary>
    public required string Value { get; init; }

    /// <summary>What the consent page says the person allows.</summary>
    public required string Title { get; set; }

    /// <summary>One more sentence for the consent page.</summary>
    public required string Description { get; set; }

    /// <summary>Whether only an administrator may allow it.</summary>
    public bool AdminOnly { get; set; }

    /// <summary>
    /// What the consent page of an administrator says; <see langword="null"/> when it is <see cref="Title"/>.
    /// </summary>
    public string? AdminTitle { get; set; }

    /// <summary>
    /// One more sentence for an administrator; <see langword="null"/> when it is <see cref="Description"/>.
    /// </summary>
    public string? AdminDescription { get; set; }

    /// <summary>Whether apps can ask for it. A permission has to be disabled before it is removed.</summary>
    public bool IsEnabled { get; set; } = true;

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
