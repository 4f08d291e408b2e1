using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Sandbox.Wire;

/// <summary>
/// The body of an answer. Passes everything on as it comes, and keeps a copy of the beginning when it is JSON.
/// </summary>
/// <remarks>
/// It stands in front of the server's pipe. In front of the server's stream, each answer would go through a second pipe, and
/// the server could no longer send the end of a body together with the rest.
/// </remarks>
/// <param name="inner">Where the body goes.</param>
/// <param name="response">Tells the media type, which is known by the first write.</param>
internal sealed class AnswerBody(IHttpResponseBodyFeature inner, HttpResponse response) : PipeWriter, IHttpResponseBodyFeature
{
    private ArrayBufferWriter<byte>? _copy;
    private Memory<byte> _lent;
    private Stream? _stream;

    /// <summary>What was kept; nothing when the answer was not JSON.</summary>
    public byte[] Copy => _copy is null ? [] : _copy.WrittenSpan.ToArray();

    PipeWriter IHttpResponseBodyFeature.Writer => this;

    Stream IHttpResponseBodyFeature.Stream => _stream ??= AsStream(leaveOpen: true);

    public override bool CanGetUnflushedBytes => inner.Writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.Writer.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _lent = inner.Writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        Keep(_lent.Span[..bytes]);
        _lent = _lent[bytes..];
        inner.Writer.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Keep(source.Span);
        return inner.Writer.WriteAsync(source, cancellationToken);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        inner.Writer.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.Writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Writer.Complete(exception);

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task CompleteAsync() => inner.CompleteAsync();

    public void DisableBuffering() => inner.DisableBuffering();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        inner.SendFileAsync(path, offset, count, cancellationToken);

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = WireLimits.Body - (_copy?.WrittenCount ?? 0);
        var kept = bytes[..Math.Min(room, bytes.Length)];
        if (kept.IsEmpty || response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return;
        }

        // Most answers come in one piece.
        _copy ??= new ArrayBufferWriter<byte>(kept.Length);
        _copy.Write(kept);
    }
}
