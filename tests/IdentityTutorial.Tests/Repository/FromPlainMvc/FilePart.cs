namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>A part of an app: files that serve one purpose.</summary>
/// <param name="Title">What the files are for.</param>
/// <param name="Folder">The folder with a slash at its end. Blank: several folders, and files beside them.</param>
internal sealed record FilePart(string Title, string Folder)
{
    private static readonly FilePart _project = new("Project, start and settings", "");

    private static readonly FilePart _deployment = new("Deployment", "");

    private static readonly FilePart[] _folders =
    [
        new("Sign-in and calls of APIs", "Identity/"),
        new("Controllers", "Controllers/"),
        new("Models and texts", "Models/"),
        new("Views", "Views/"),
        new("Views of Microsoft.Identity.Web.UI", "Areas/"),
        new("Custom policy of Azure AD B2C", "CustomPolicies/"),
        new("State that instances share", "Data/"),
        new("Operation", "Operations/"),
    ];

    /// <summary>All parts, in the order of a page.</summary>
    public static IReadOnlyList<FilePart> All { get; } = [_project, .. _folders, _deployment];

    /// <summary>Whether the diff of a file is about texts and looks alone, which are no lesson.</summary>
    /// <param name="path">The path in the app's folder.</param>
    /// <param name="isFromTemplate">Whether the file is compared with the template, whose pages look different.</param>
    public static bool IsAppearance(string path, bool isFromTemplate)
    {
        var name = Path.GetFileName(path);
        return Of(path).Folder switch
        {
            "Models/" => name.EndsWith(".json", StringComparison.Ordinal),
            "Views/" => !name.StartsWith("_View", StringComparison.Ordinal)
                && (isFromTemplate || name != "_Layout.cshtml"),
            _ => false,
        };
    }

    /// <summary>The part of a file.</summary>
    public static FilePart Of(string path)
    {
        var isProject = path.StartsWith("Properties/", StringComparison.Ordinal)
            || (!path.Contains('/', StringComparison.Ordinal)
                && Path.GetExtension(path) is ".cs" or ".csproj" or ".json");
        return isProject
            ? _project
            : _folders.FirstOrDefault(part => path.StartsWith(part.Folder, StringComparison.Ordinal)) ?? _deployment;
    }

    /// <summary>The files of this part.</summary>
    public IEnumerable<string> Select(IEnumerable<string> paths) => paths.Where(path => Of(path) == this);

    /// <summary>What a list names of the files of this part: for the deployment, only the folders.</summary>
    public IEnumerable<string> List(IEnumerable<string> paths) =>
        this == _deployment ? paths.Select(TopOf).Distinct() : paths;

    private static string TopOf(string path)
    {
        var end = path.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? path : path[..(end + 1)];
    }
}
