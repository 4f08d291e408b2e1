using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>Puts a <see cref="CapturedLog"/> in the place of an application's log.</summary>
public static class CapturedLogExtensions
{
    /// <summary>Captures at Debug and above, whatever levels the application's configuration asks for.</summary>
    public static ILoggingBuilder AddCaptured(this ILoggingBuilder logging, CapturedLog log) => logging
        .ClearProviders()
        .AddProvider(log)
        .AddFilter<CapturedLog>(level => level >= LogLevel.Debug);
}
