using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Takes the system query options out of a query string: known ones, each once, with or without the dollar sign.</summary>
internal static class QueryOptions
{
    public static readonly string[] OfCollection = ["$select", "$top", "$skip", "$skiptoken", "$filter", "$orderby", "$search", "$count", "$expand"];

    public static readonly string[] OfEntity = ["$select", "$expand"];

    // Enough for any query that a person or a page writes; inside a batch, nothing else limits a filter's length.
    private const int MaxLength = 4096;

    /// <exception cref="GraphException">An option is unknown, not for this address, or there twice.</exception>
    public static Dictionary<string, string> Read(IQueryCollection query, string[] supported)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, values) in query)
        {
            var name = key.StartsWith('$') ? key : "$" + key;
            if (!supported.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                if (key.StartsWith('$') && !key.Equals("$format", StringComparison.OrdinalIgnoreCase) && !IsCountOfEntity(key))
                {
                    throw GraphErrors.BadRequest($"The query parameter '{key}' is not supported here.");
                }

                continue;
            }

            if (values.Count > 1 || !options.TryAdd(name, values[0] ?? ""))
            {
                throw GraphErrors.BadRequest($"Query option '{name}' was specified more than once, but it must be specified at most once.");
            }

            if (string.IsNullOrWhiteSpace(options[name]))
            {
                throw GraphErrors.BadRequest($"The value for OData query '{name}' cannot be empty.");
            }

            if (options[name].Length > MaxLength)
            {
                throw GraphErrors.BadRequest($"The value for OData query '{name}' is longer than {MaxLength} characters.");
            }
        }

        return options;
    }

    // An advanced query on one resource says $count=true, because the rule for collections is applied to it as well.
    private static bool IsCountOfEntity(string key) => key.Equals("$count", StringComparison.OrdinalIgnoreCase);
}
