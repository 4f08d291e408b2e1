namespace Sandbox.Graph.Photos;

/// <summary>The filters that PNG lays over each row before it is compressed (ISO/IEC 15948, section 9).</summary>
internal static class PngFilter
{
    public const byte None = 0;

    /// <param name="filter">The row's filter.</param>
    /// <param name="row">The row, changed in place.</param>
    /// <param name="above">The row above, already without filter; empty for the first one.</param>
    /// <param name="pixel">Bytes of a pixel.</param>
    /// <exception cref="InvalidDataException">There is no such filter.</exception>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        if (filter is < 0 or > 4)
        {
            throw new InvalidDataException("The PNG has a row with an unknown filter.");
        }

        for (var index = 0; filter != None && index < row.Length; index++)
        {
            var left = index < pixel ? 0 : row[index - pixel];
            var up = above.IsEmpty ? 0 : above[index];
            var corner = above.IsEmpty || index < pixel ? 0 : above[index - pixel];
            row[index] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                _ => Paeth(left, up, corner),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
