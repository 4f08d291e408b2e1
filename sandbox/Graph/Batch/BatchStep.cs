using System.Text.Json;

namespace Sandbox.Graph.Batch;

/// <summary>One request of a batch.</summary>
/// <param name="Id">What its answer is known by.</param>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="Path">The path below <see cref="GraphRoutes.Prefix"/>, decoded, with a slash in front.</param>
/// <param name="Query">The query with its question mark, or nothing.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; undefined for none.</param>
/// <param name="DependsOn">The ids of the requests that have to succeed before.</param>
internal sealed record BatchStep(
    string Id, string Method, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, JsonElement Body, IReadOnlyList<string> DependsOn);
