using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Applications;

namespace Sandbox.Protocol.Sessions;

/// <summary>An application that a session signed in to, so that sign-out can reach it.</summary>
public sealed class SessionClient
{
    /// <summary>The session.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The application.</summary>
    public required Guid ClientId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SessionClient>
    {
        public void Configure(EntityTypeBuilder<SessionClient> builder)
        {
            builder.HasKey(client => new { client.SessionId, client.ClientId });
            builder.HasOne<SignInSession>().WithMany().HasForeignKey(client => client.SessionId);
            builder.HasOne<Application>().WithMany().HasForeignKey(client => client.ClientId);
        }
    }
}
