using System.Text.Json;

namespace Sandbox.Chapters;

/// <summary>Reads where a project listens from its <c>Properties/launchSettings.json</c>.</summary>
public static class LaunchSettings
{
    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The first address of the first profile that names one; <see langword="null"/> when there is none to read.</summary>
    public static Uri? FindUrl(string projectFolder)
    {
        var path = Path.Combine(projectFolder, "Properties", "launchSettings.json");
        try
        {
            using var settings = JsonDocument.Parse(File.ReadAllText(path), _lenient);
            return settings.RootElement.GetProperty("profiles").EnumerateObject()
                .Select(profile => profile.Value.TryGetProperty("applicationUrl", out var url) ? url.GetString() : null)
                .OfType<string>()
                .Select(urls => Uri.TryCreate(urls.Split(';')[0], UriKind.Absolute, out var url) ? url : null)
                .FirstOrDefault();
        }
        catch (Exception problem) when (problem is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
