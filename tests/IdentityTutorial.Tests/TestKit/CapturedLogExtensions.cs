using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>Puts a <see cref="CapturedLog"/> in the place of an application's log.</summary>
public static class CapturedLogExtensions
{
    /// <summary>Captures every level, whatever levels the application's configuration asks for.</summary>
    public static ILoggingBuilder AddCaptured(this ILoggingBuilder logging, CapturedLog log) => logging
        .ClearProviders()
        .AddProvider(log)
        .AddFilter<CapturedLog>(_ => true);
}
