namespace Sandbox.Chapters;

/// <summary>Asks a chapter whether it answers.</summary>
/// <param name="clock">Paces the questions.</param>
public sealed class ChapterProbe(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(150);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
#pragma warning disable CA5359 // The question carries nothing and its answer is not read: whether the certificate is trusted is the browser's business.
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
#pragma warning restore CA5359
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Waits until the address answers with any status at all.</summary>
    /// <param name="address">The chapter's home page.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    /// <returns>Whether it answered in time.</returns>
    public async Task<bool> WaitForAnswerAsync(Uri address, TimeSpan limit, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < limit)
        {
            try
            {
                using var answer = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
                return true;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                await Task.Delay(_pause, clock, cancellation);
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
