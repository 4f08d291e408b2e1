namespace Sandbox.Hosting;

/// <summary>Where the sandbox's views, style sheet and seed are, whatever folder the process was started in.</summary>
public static class ContentRoot
{
    /// <summary>The project's folder when <paramref name="baseDirectory"/> is its build output, else that directory itself (published).</summary>
    /// <param name="baseDirectory">The folder of the running assembly.</param>
    public static string Find(string baseDirectory)
    {
        for (var directory = new DirectoryInfo(baseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Sandbox.csproj")))
            {
                return directory.FullName;
            }
        }

        return baseDirectory;
    }
}
