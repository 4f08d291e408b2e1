using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Persistence;

namespace Sandbox.LearningPath;

/// <summary>A step of the path that was done. A reset of the directory is no reason to do it again.</summary>
internal sealed class CompletedStep : IKeptByReset
{
    /// <summary>The ID of the step, such as <c>1-1/sign-in</c>.</summary>
    public required string StepId { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<CompletedStep>
    {
        public void Configure(EntityTypeBuilder<CompletedStep> builder) => builder.HasKey(step => step.StepId);
    }
}
