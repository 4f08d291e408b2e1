using Sandbox.Certificates;
using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>The environment variables that a chapter's process gets from the sandbox.</summary>
public static class ChapterEnvironment
{
    /// <summary>Lists the variables.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="sandbox">Where the sandbox listens.</param>
    public static IReadOnlyDictionary<string, string> For(Chapter chapter, Uri sandbox)
    {
        var variables = Moved(Path.Combine(chapter.Folder, "appsettings.Development.json"), sandbox);
        variables["ASPNETCORE_ENVIRONMENT"] = "Development";
        variables["ASPNETCORE_URLS"] = chapter.Url.GetLeftPart(UriPartial.Authority);
        // Where the platform's managed identities are, as App Service tells an app that has one.
        variables["IDENTITY_ENDPOINT"] = sandbox.GetLeftPart(UriPartial.Authority) + "/msi/token";
        variables["IDENTITY_HEADER"] = "sandbox-only-not-a-secret";
        if (TrustDirectories.ForChildren() is { } folders)
        {
            variables[TrustDirectories.Variable] = folders;
        }

        return variables;
    }

    /// <summary>Overrides every setting that names the sandbox's default address with the one it has now.</summary>
    /// <param name="settingsFile">The chapter's development settings; it may be missing.</param>
    /// <param name="sandbox">Where the sandbox listens.</param>
    public static Dictionary<string, string> Moved(string settingsFile, Uri sandbox)
    {
        var home = new Uri(SandboxArguments.DefaultUrl);
        if (sandbox.GetLeftPart(UriPartial.Authority) == SandboxArguments.DefaultUrl)
        {
            return [];
        }

        return new ConfigurationBuilder().AddJsonFile(settingsFile, optional: true).Build().AsEnumerable()
            .Select(setting => (setting.Key, Value: Uri.TryCreate(setting.Value, UriKind.Absolute, out var value) ? value : null))
            .Where(setting => Uri.Compare(setting.Value, home, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
            .ToDictionary(
                setting => setting.Key.Replace(":", "__", StringComparison.Ordinal),
                setting => sandbox.GetLeftPart(UriPartial.Authority) + setting.Value!.OriginalString[SandboxArguments.DefaultUrl.Length..]);
    }
}
