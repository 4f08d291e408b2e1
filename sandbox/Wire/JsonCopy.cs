namespace Sandbox.Wire;

/// <summary>Passes an answer's body on unchanged and keeps the beginning of it when it is JSON.</summary>
/// <param name="inner">Where the answer goes.</param>
/// <param name="response">Tells the media type, which is known by the first write.</param>
internal sealed class JsonCopy(Stream inner, HttpResponse response) : Stream
{
    private readonly MemoryStream _copy = new();

    /// <summary>What was kept; nothing when the answer was not JSON.</summary>
    public byte[] Bytes => _copy.ToArray();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
        Keep(buffer.AsSpan(offset, count));
        inner.Write(buffer, offset, count);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Keep(buffer.Span);
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = WireLimits.Body - (int)_copy.Length;
        if (room > 0 && response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is true)
        {
            _copy.Write(bytes[..Math.Min(room, bytes.Length)]);
        }
    }
}
