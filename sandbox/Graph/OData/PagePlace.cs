using System.Globalization;

namespace Sandbox.Graph.OData;

/// <summary>Where a page ended: the last row's sort key and id.</summary>
/// <param name="Id">The id.</param>
/// <param name="Key">The sort key in a form that loses nothing; empty when rows are sorted by id alone.</param>
internal sealed record PagePlace(Guid Id, string Key)
{
    /// <summary>The sort key, where it is text.</summary>
    public string Text => Key;

    /// <summary>The sort key, where it is a time.</summary>
    public DateTimeOffset Time => new(long.Parse(Key, CultureInfo.InvariantCulture), TimeSpan.Zero);

    public static PagePlace Of<TRow>(TRow row, Order<TRow>? order)
        where TRow : class, IResourceRow => new(row.Id, order?.Property.Column!.GetValue(row) switch
        {
            string text => text,
            DateTimeOffset time => time.UtcTicks.ToString(CultureInfo.InvariantCulture),
            _ => "",
        });
}
