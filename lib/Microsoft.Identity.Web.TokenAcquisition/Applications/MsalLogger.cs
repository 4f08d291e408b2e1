using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>
/// Hands MSAL.NET's lines to the app's log, without personal data. MSAL.NET writes several at "informational" for each token, also one
/// from the cache: they are debug lines here.
/// </summary>
internal sealed partial class MsalLogger(ILogger logger) : IIdentityLogger
{
    public bool IsEnabled(EventLogLevel eventLogLevel) => logger.IsEnabled(LevelOf(eventLogLevel));

    public void Log(LogEntry entry)
    {
        var level = LevelOf(entry.EventLogLevel);
        if (entry.Message is { } message && logger.IsEnabled(level))
        {
            Line(logger, level, message);
        }
    }

    private static LogLevel LevelOf(EventLogLevel level) => level switch
    {
        EventLogLevel.Critical => LogLevel.Critical,
        EventLogLevel.Error => LogLevel.Error,
        EventLogLevel.Warning => LogLevel.Warning,
        EventLogLevel.Verbose => LogLevel.Trace,
        _ => LogLevel.Debug,
    };

    [LoggerMessage(EventId = 300, Message = "{Message}")]
    private static partial void Line(ILogger logger, LogLevel level, string message);
}
