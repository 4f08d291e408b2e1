using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>The lines that differ between two texts, in the unified format of git.</summary>
internal static class LineDiff
{
    /// <summary>Compares two texts that differ.</summary>
    /// <returns>The hunks, without the header that names the files.</returns>
    public static async Task<string> CreateAsync(string before, string after, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("line-diff-");
        try
        {
            string FileOf(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(FileOf("before"), before, cancellationToken);
            await File.WriteAllTextAsync(FileOf("after"), after, cancellationToken);

            // No setting of the machine or of the user changes the diff. An empty line of both texts is empty in the
            // diff, because a Markdown file has no blanks at the end of a line.
            var git = await Tool.RunAsync(
                "git",
                [
                    "-c", "diff.suppressBlankEmpty=true", "diff", "--no-index", "--histogram", "--output=diff",
                    "before", "after",
                ],
                folder.FullName, cancellationToken,
                ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", FileOf("no-settings")));
            Assert.True(git.ExitCode == 1, git.Output);

            var diff = await File.ReadAllTextAsync(FileOf("diff"), cancellationToken);
            return diff[diff.IndexOf("@@", StringComparison.Ordinal)..];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
