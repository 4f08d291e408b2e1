using System.Text.Json;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.Batch;

/// <summary>Reads a batch (OData JSON Format 4.01, section 19). One mistake refuses the whole batch, before any of its requests is answered.</summary>
internal static class BatchReader
{
    /// <summary>The most requests in one batch.</summary>
    public const int MaxSteps = 20;

    /// <exception cref="GraphException">The batch is malformed.</exception>
    public static IReadOnlyList<BatchStep> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array || requests.GetArrayLength() == 0)
        {
            throw Malformed("it has no array 'requests' with at least one request");
        }

        if (requests.GetArrayLength() > MaxSteps)
        {
            throw GraphErrors.BadRequest($"Number of batch request steps exceeds the maximum value of {MaxSteps}.");
        }

        // Ids are compared without regard to case.
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var steps = new List<BatchStep>();
        foreach (var request in requests.EnumerateArray())
        {
            var step = ReadStep(request);
            if (known.Contains(step.Id))
            {
                throw Malformed($"the id '{step.Id}' is there twice");
            }

            if (step.DependsOn.FirstOrDefault(id => !known.Contains(id)) is { } missing)
            {
                throw Malformed($"the request '{step.Id}' depends on '{missing}', which is no request before it");
            }

            known.Add(step.Id);
            steps.Add(step);
        }

        return steps;
    }

    private static BatchStep ReadStep(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("a request is no object");
        }

        var id = Text(request, "id") ?? throw Malformed("a request has no 'id'");
        var method = Text(request, "method") ?? throw Malformed($"the request '{id}' has no 'method'");
        var url = Text(request, "url") ?? throw Malformed($"the request '{id}' has no 'url'");
        if (url.StartsWith("//", StringComparison.Ordinal) || (!url.StartsWith('/') && Uri.TryCreate(url, UriKind.Absolute, out _)) || url.Contains('#', StringComparison.Ordinal))
        {
            throw Malformed($"the url of the request '{id}' is not relative to {GraphRoutes.Prefix}");
        }

        var question = url.IndexOf('?', StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(question < 0 ? url : url[..question]);
        return new BatchStep(
            id, method.ToUpperInvariant(), path.StartsWith('/') ? path : "/" + path, question < 0 ? "" : url[question..],
            ReadHeaders(request, id), request.TryGetProperty("body", out var body) ? body : default, ReadDependencies(request, id));
    }

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static List<KeyValuePair<string, string>> ReadHeaders(JsonElement request, string id)
    {
        if (!request.TryGetProperty("headers", out var headers) || headers.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return headers.ValueKind == JsonValueKind.Object && headers.EnumerateObject().All(header => header.Value.ValueKind == JsonValueKind.String)
            ? [.. headers.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.GetString()!))]
            : throw Malformed($"the headers of the request '{id}' are no object of texts");
    }

    private static List<string> ReadDependencies(JsonElement request, string id)
    {
        if (!request.TryGetProperty("dependsOn", out var others) || others.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return others.ValueKind == JsonValueKind.Array && others.EnumerateArray().All(other => other.ValueKind == JsonValueKind.String)
            ? [.. others.EnumerateArray().Select(other => other.GetString()!)]
            : throw Malformed($"'dependsOn' of the request '{id}' is no array of ids");
    }

    private static GraphException Malformed(string problem) => GraphErrors.BadRequest($"Invalid batch payload format: {problem}.");
}
