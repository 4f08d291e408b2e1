using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Answers with a page of resources, written while the database reads it.</summary>
internal sealed class CollectionAnswer(SkipTokens tokens)
{
    /// <param name="call">The request.</param>
    /// <param name="view">How it shows the resources.</param>
    /// <param name="query">Its options, read with <see cref="QueryOptions.OfCollection"/>.</param>
    /// <param name="rows">Everything the caller may get, neither filtered nor sorted.</param>
    /// <exception cref="GraphException">The query looks at what the caller may not see, or its place is not valid.</exception>
    public async Task WriteAsync<TRow>(GraphCall call, ResourceView<TRow> view, ODataQuery<TRow> query, IQueryable<TRow> rows)
        where TRow : class, IResourceRow
    {
        var place = query.SkipToken is { } token ? tokens.Read(query.Fingerprint, token) : null;
        rows = Restrict(view, query, rows);

        // The whole is counted once, for the first page, as the cloud does.
        int? count = query.Count && place is null ? await rows.CountAsync(call.Aborted) : null;
        rows = Keyset.Sort(place is null ? rows : Keyset.After(rows, query.Order, place), query.Order);
        rows = (place is null && query.Skip > 0 ? rows.Skip(query.Skip) : rows).Take(query.Top + 1);
        await JsonAnswer.WriteAsync(call, async json =>
        {
            json.WriteString(JsonAnswer.Context, view.ContextAddress(call, query));
            if (count is not null)
            {
                json.WriteNumber(JsonAnswer.Count, count.Value);
            }

            json.WriteStartArray(JsonAnswer.Value);
            var (last, more) = await WriteRowsAsync(json, call, view, query, rows);
            json.WriteEndArray();
            if (more)
            {
                json.WriteString(JsonAnswer.NextLink, NextLink(call, tokens.Create(query.Fingerprint, PagePlace.Of(last!, query.Order))));
            }
        });
    }

    /// <summary>Answers with the number of resources alone.</summary>
    public static async Task WriteCountAsync<TRow>(GraphCall call, ResourceView<TRow> view, ODataQuery<TRow> query, IQueryable<TRow> rows)
        where TRow : class, IResourceRow
    {
        if (!call.IsEventual)
        {
            throw GraphErrors.DirectoryBadRequest("$count is not currently supported. It needs the header 'ConsistencyLevel: eventual'.");
        }

        var count = await Restrict(view, query, rows).CountAsync(call.Aborted);
        call.Http.Response.ContentType = "text/plain";
        await call.Http.Response.WriteAsync(count.ToString(System.Globalization.CultureInfo.InvariantCulture), call.Aborted);
    }

    private static IQueryable<TRow> Restrict<TRow>(ResourceView<TRow> view, ODataQuery<TRow> query, IQueryable<TRow> rows)
        where TRow : class, IResourceRow
    {
        // Whoever may not see a value must not find it out by asking for those who have it.
        if (query.Used.Any(property => property.Detail > view.Detail))
        {
            throw GraphErrors.Denied();
        }

        rows = query.Filter is null ? rows : rows.Where(query.Filter);
        return query.Search is null ? rows : rows.Where(query.Search);
    }

    private static async Task<(TRow? Last, bool More)> WriteRowsAsync<TRow>(
        Utf8JsonWriter json, GraphCall call, ResourceView<TRow> view, ODataQuery<TRow> query, IQueryable<TRow> rows)
        where TRow : class, IResourceRow
    {
        TRow? last = null;
        var written = 0;
        await foreach (var row in ReadAsync(view, query, rows).WithCancellation(call.Aborted))
        {
            if (written == query.Top)
            {
                return (last, true);
            }

            json.WriteStartObject();
            view.Write(json, row, query);
            json.WriteEndObject();
            await JsonAnswer.RelieveAsync(json, call.Aborted);
            (last, written) = (row, written + 1);
        }

        return (last, false);
    }

    /// <summary>Reads the rows of a page: one after the other, unless something has to be read for all of them.</summary>
    private static async IAsyncEnumerable<TRow> ReadAsync<TRow>(
        ResourceView<TRow> view,
        ODataQuery<TRow> query,
        IQueryable<TRow> rows,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TRow : class, IResourceRow
    {
        if (query.Expand is null || view.LoadExpansion is null)
        {
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                yield return row;
            }

            yield break;
        }

        var page = await rows.ToListAsync(cancellationToken);
        await view.LoadExpansion(page);
        foreach (var row in page)
        {
            yield return row;
        }
    }

    /// <summary>The same request with the place where this page ended.</summary>
    private static string NextLink(GraphCall call, string token)
    {
        var request = call.Http.Request;
        var options = request.Query
            .Where(option => option.Key.TrimStart('$').ToUpperInvariant() is not ("SKIPTOKEN" or "SKIP"))
            .SelectMany(option => option.Value.Select(value => $"{Uri.EscapeDataString(option.Key).Replace("%24", "$", StringComparison.Ordinal)}={Uri.EscapeDataString(value ?? "")}&"));
        return $"{request.Scheme}://{request.Host.Value}{call.PublicPath}?{string.Concat(options)}$skiptoken={token}";
    }
}
