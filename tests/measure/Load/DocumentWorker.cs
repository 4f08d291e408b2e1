using System.Text.Json;

namespace IdentityTutorial.Measure.Load;

/// <summary>Gets a document that stays the same: the discovery document or the keys.</summary>
/// <param name="http">The connections.</param>
/// <param name="address">The address of the document.</param>
/// <param name="property">A property that the document has to have.</param>
internal sealed class DocumentWorker(HttpClient http, Uri address, string property) : IWorker
{
    private byte[] _expected = [];

    public async Task PrepareAsync()
    {
        _expected = await http.GetByteArrayAsync(address);
        using var document = JsonDocument.Parse(_expected);
        if (!document.RootElement.TryGetProperty(property, out _))
        {
            throw new InvalidOperationException($"{address} has no {property}: {document.RootElement}");
        }
    }

    public async Task<int> RunOnceAsync()
    {
        // Comparing bytes costs this program less than reading the same JSON again.
        var document = await http.GetByteArrayAsync(address);
        return document.AsSpan().SequenceEqual(_expected)
            ? 0
            : throw new InvalidOperationException($"{address} answered with another document than before.");
    }
}
