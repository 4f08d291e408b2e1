using System.Xml.Linq;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A project file as written, before MSBuild evaluates it.</summary>
/// <param name="path">The path relative to the repository's root.</param>
internal sealed class ProjectFile(string path)
{
    private readonly XDocument _document = XDocument.Parse(TrackedFiles.Read(path));

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static IEnumerable<ProjectFile> All => TrackedFiles.All.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new ProjectFile(path));

    public static IEnumerable<ProjectFile> Chapters => All.Where(project => char.IsAsciiDigit(project.Path[0]));

    /// <summary>The packages with their versions as written.</summary>
    public IEnumerable<(string Name, string? Version)> Packages =>
        _document.Descendants("PackageReference").Select(item => (item.Attribute("Include")!.Value, item.Attribute("Version")?.Value));

    /// <summary>The referenced projects, relative to the repository's root.</summary>
    public IEnumerable<string> Projects => _document.Descendants("ProjectReference").Select(item => Relative(item.Attribute("Include")!.Value));

    /// <summary>The value of a property that the file itself sets.</summary>
    public string? Property(string name) => _document.Descendants(name).LastOrDefault()?.Value;

    private string Relative(string include) => System.IO.Path.GetRelativePath(
        RepositoryPaths.Root,
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(RepositoryPaths.Of(Path))!, include.Replace('\\', '/'))).Replace('\\', '/');
}
