using System.Globalization;
using Sandbox.Wire;

namespace Sandbox.Protocol.Errors;

/// <summary>One occurrence of an error, with the ids by which a person finds it again.</summary>
internal sealed record ErrorReport(ProtocolError Error, Guid TraceId, Guid CorrelationId, DateTimeOffset Timestamp)
{
    /// <summary>Records the error with the exchange that it ends.</summary>
    public static ErrorReport Of(ProtocolError error, HttpContext context)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.ErrorCode = error.Code;
            notes.Error = error;
            var check = error.Check ?? error.Name;
            // Some endpoints have noted the failed check themselves, with more detail.
            if (!notes.Checks.Any(noted => noted.Name == check && !noted.Passed))
            {
                notes.Note(check, passed: false, error.Sent is { } sent ? $"sent {sent}" : error.Message);
            }
        }

        return new ErrorReport(error, Guid.NewGuid(), Correlation.IdOf(context), time.GetUtcNow());
    }

    public string TimestampText => Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The form that client libraries take apart: code first, ids last.</summary>
    public string Description => Error.Family == ErrorFamily.B2C
        ? $"{Error.Name}: {Error.Message}\r\nCorrelation ID: {CorrelationId}\r\nTimestamp: {TimestampText}\r\n"
        : $"{Error.Name}: {Error.Message} Trace ID: {TraceId} Correlation ID: {CorrelationId} Timestamp: {TimestampText}";
}
