using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Answers with one resource.</summary>
internal static class EntityAnswer
{
    public static async Task WriteAsync<TRow>(GraphCall call, ResourceView<TRow> view, ODataQuery<TRow> query, TRow row)
        where TRow : class, IResourceRow
    {
        if (query.Expand is not null && view.LoadExpansion is { } load)
        {
            await load([row]);
        }

        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, view.ContextAddress(call, query) + "/$entity");
            view.Write(json, row, query);
        });
    }

    /// <param name="call">The request.</param>
    /// <param name="view">How it shows the resource.</param>
    /// <param name="rows">The one resource, or nothing.</param>
    /// <param name="missing">The answer to nothing.</param>
    public static async Task WriteAsync<TRow>(GraphCall call, ResourceView<TRow> view, IQueryable<TRow> rows, Func<GraphException> missing)
        where TRow : class, IResourceRow
    {
        var query = ODataQueryReader.Read(call, view.Type, QueryOptions.OfEntity);
        await WriteAsync(call, view, query, await rows.FirstOrDefaultAsync(call.Aborted) ?? throw missing());
    }
}
