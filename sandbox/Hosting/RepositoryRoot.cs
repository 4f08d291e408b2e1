namespace Sandbox.Hosting;

/// <summary>The repository around the sandbox, where there is one.</summary>
public static class RepositoryRoot
{
    /// <summary>Looks for <c>IdentityTutorial.sln</c> in a folder and above it.</summary>
    /// <returns>The folder's full path, or <see langword="null"/> when the sandbox runs outside a repository.</returns>
    public static string? Find(string startFolder)
    {
        for (var directory = new DirectoryInfo(startFolder); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "IdentityTutorial.sln")))
            {
                return directory.FullName;
            }
        }

        return null;
    }
}
