using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Wire;

/// <summary>
/// One request to a protocol endpoint and its answer, as it went over the wire. It holds codes, tokens and client secrets, so it
/// belongs in the sandbox's own database and on its inspector's page, never in a log. Passwords that people type are left out.
/// </summary>
public sealed class WireExchange
{
    /// <summary>Grows with time; assigned by the database.</summary>
    public long Id { get; init; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long the answer took, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The application's <c>client_id</c>, once an endpoint knew it.</summary>
    public string? ClientId { get; init; }

    /// <summary>The person's user principal name, once an endpoint knew it.</summary>
    public string? User { get; init; }

    /// <summary>The client's <c>client-request-id</c>, else one of the sandbox's own; error pages and error answers show the same.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Query and form parameters in order of arrival, as a JSON array of <c>{"in","name","value"}</c>.</summary>
    public required string Parameters { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The answer's <c>Location</c>, where it redirects.</summary>
    public string? Location { get; init; }

    /// <summary>The answer's body where it is JSON, cut at <see cref="WireLimits.Body"/> bytes.</summary>
    public string? Body { get; init; }

    /// <summary>The AADSTS or AADB2C number of the error that ended the exchange.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The checks that the endpoint made, as a JSON array of <see cref="ExchangeNotes.Check"/>.</summary>
    public required string Checks { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<WireExchange>
    {
        public void Configure(EntityTypeBuilder<WireExchange> builder)
        {
            builder.HasIndex(exchange => exchange.ClientId);
            builder.HasIndex(exchange => exchange.CorrelationId);
        }
    }
}
