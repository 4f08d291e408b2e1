namespace Sandbox.Hosting;

/// <summary>Where the sandbox's views, style sheet and seed are, whatever folder the process was started in.</summary>
public static class ContentRoot
{
    private const string ProjectFile = "Sandbox.csproj";

    /// <summary>Finds the content root.</summary>
    /// <param name="baseDirectory">The folder of the running assembly.</param>
    /// <returns>
    /// The project's folder for its build output, else <paramref name="baseDirectory"/>, as for a published sandbox.
    /// </returns>
    public static string Find(string baseDirectory)
    {
        // Publishing puts wwwroot beside the assembly, and building does not. The default folder for both is inside
        // the project.
        if (Directory.Exists(Path.Combine(baseDirectory, "wwwroot")))
        {
            return baseDirectory;
        }

        for (var directory = new DirectoryInfo(baseDirectory); directory is not null; directory = directory.Parent)
        {
            if (IsProjectFolder(directory.FullName))
            {
                return directory.FullName;
            }
        }

        return baseDirectory;
    }

    /// <summary>
    /// Whether a folder is the one with the sandbox's project, so that the sandbox was not published.
    /// </summary>
    public static bool IsProjectFolder(string folder) => File.Exists(Path.Combine(folder, ProjectFile));
}
