namespace Sandbox.Graph.Photos;

/// <summary>Makes a PNG smaller, by averaging what comes to lie on one pixel.</summary>
internal static class PngScaler
{
    /// <param name="file">The picture.</param>
    /// <param name="side">Width and height of the result; the picture is taken to be a square, as profile pictures are.</param>
    /// <returns><see langword="null"/> when the picture is no PNG with 8 bits of red, green and blue (and alpha), not interlaced.</returns>
    public static byte[]? TryScale(ReadOnlySpan<byte> file, int side)
    {
        if (PngPixels.Read(file) is not { } source)
        {
            return null;
        }

        var target = new byte[side * side * source.Channels];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                for (var channel = 0; channel < source.Channels; channel++)
                {
                    target[(((y * side) + x) * source.Channels) + channel] = Average(source, x, y, side, channel);
                }
            }
        }

        return new PngPixels(side, side, source.Channels, target).Write();
    }

    private static byte Average(PngPixels source, int x, int y, int side, int channel)
    {
        var (left, right) = (x * source.Width / side, Math.Max((x * source.Width / side) + 1, (x + 1) * source.Width / side));
        var (top, bottom) = (y * source.Height / side, Math.Max((y * source.Height / side) + 1, (y + 1) * source.Height / side));
        var sum = 0;
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                sum += source.Bytes[(((row * source.Width) + column) * source.Channels) + channel];
            }
        }

        return (byte)(sum / ((right - left) * (bottom - top)));
    }
}
