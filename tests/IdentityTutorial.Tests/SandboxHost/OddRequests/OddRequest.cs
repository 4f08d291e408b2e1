namespace IdentityTutorial.Tests.SandboxHost.OddRequests;

/// <summary>A request as it reaches the sandbox: what an HTTP server has decoded, and nothing that it would have refused itself.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, decoded.</param>
/// <param name="Parameters">The parameters, of the query or, for POST and PUT, of the form.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Json">The body in JSON. The parameters are then those of the query, whatever the method is.</param>
public sealed record OddRequest(
    string Method,
    string Path,
    IReadOnlyList<(string Name, string Value)> Parameters,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? Json = null)
{
    /// <summary>The query that the endpoint needs, also for a form.</summary>
    public string Query { get; init; } = "";

    /// <summary>The parameters, encoded. Half of a surrogate pair, which a browser can send as bytes that are no UTF-8, stays such bytes.</summary>
    public string Encoded => string.Join('&', Parameters.Select(each => $"{Encode(each.Name)}={Encode(each.Value)}"));

    /// <summary>Smaller requests that may fail as well: one parameter or header less, or a text cut in half.</summary>
    public IEnumerable<OddRequest> Shrink()
    {
        for (var index = 0; index < Parameters.Count; index++)
        {
            var (name, value) = Parameters[index];
            yield return this with { Parameters = [.. Parameters.Take(index), .. Parameters.Skip(index + 1)] };
            foreach (var shorter in Halves(value))
            {
                yield return this with { Parameters = [.. Parameters.Take(index), (name, shorter), .. Parameters.Skip(index + 1)] };
            }
        }

        for (var index = 0; index < Headers.Count; index++)
        {
            yield return this with { Headers = [.. Headers.Take(index), .. Headers.Skip(index + 1)] };
        }

        foreach (var shorter in Halves(Json ?? ""))
        {
            yield return this with { Json = shorter };
        }
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"{Method} {Path}{Query} {Encoded} {Json}{string.Concat(Headers.Select(header => $"{Environment.NewLine}  {header.Name}: {header.Value}"))}";

    private static IEnumerable<string> Halves(string value) => value.Length < 2 ? [] : [value[..(value.Length / 2)], value[(value.Length / 2)..], value[..^1]];

    private static string Encode(string text) =>
        string.Concat(text.Select(character => char.IsSurrogate(character) ? "%ED%A0%80" : Uri.EscapeDataString(character.ToString())));
}
