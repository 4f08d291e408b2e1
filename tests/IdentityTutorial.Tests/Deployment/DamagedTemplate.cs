namespace IdentityTutorial.Tests.Deployment;

/// <summary>A copy of the Bicep files in a temporary folder, with a text replaced in one of them.</summary>
internal sealed class DamagedTemplate : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("damaged-template-");

    public DamagedTemplate(string file, string find, string replace)
    {
        var original = RepositoryPaths.Of(BicepTemplate.Folder);
        foreach (var path in Directory.EnumerateFiles(original, "*.bicep", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (Path.GetFileName(path) == file)
            {
                Assert.Contains(find, text, StringComparison.Ordinal);
                text = text.Replace(find, replace, StringComparison.Ordinal);
            }

            var target = Path.Combine(_copy.FullName, Path.GetRelativePath(original, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, text);
        }
    }

    public string Folder => _copy.FullName;

    public void Dispose() => _copy.Delete(recursive: true);
}
