using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A chapter's folder copied out of the repository, as a team does that begins its own app with it.</summary>
internal sealed class CopiedChapter : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("copied-chapter-");

    /// <summary>Copies the tracked files of a chapter.</summary>
    /// <param name="chapter">The chapter's project file, relative to the repository's root.</param>
    public CopiedChapter(string chapter)
    {
        Folder = Path.Combine(_root.FullName, "product");
        Project = Path.Combine(Folder, Path.GetFileName(chapter));
        Copy(RepositoryPaths.Of(Path.GetDirectoryName(chapter)!), Folder);
    }

    /// <summary>The copy.</summary>
    public string Folder { get; }

    /// <summary>The copy's project file.</summary>
    public string Project { get; }

    /// <summary>Builds the copy with nothing of the repository but the stand-ins, which lie beside it and are not mentioned in it.</summary>
    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        var standIns = Path.Combine(_root.FullName, "stand-ins");
        Copy(RepositoryPaths.Of("lib"), Path.Combine(standIns, "lib"));
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets" })
        {
            File.Copy(RepositoryPaths.Of(file), Path.Combine(standIns, file));
        }

        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
        var build = await Tool.RunAsync(
            "dotnet", ["build", Project, "--configuration", configuration, "--nologo", $"-p:DirectoryBuildTargetsPath={Path.Combine(standIns, "Directory.Build.targets")}"],
            Folder, cancellationToken, ("MSBUILDDISABLENODEREUSE", "1"), ("UseOfficialPackages", null));
        Assert.True(build.ExitCode == 0, build.Output);
    }

    /// <inheritdoc />
    public void Dispose() => _root.Delete(recursive: true);

    private static void Copy(string folder, string target)
    {
        foreach (var file in TrackedFiles.Inside(folder))
        {
            var to = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(folder, file), to);
        }
    }
}
