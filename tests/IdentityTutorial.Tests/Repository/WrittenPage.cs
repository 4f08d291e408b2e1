namespace IdentityTutorial.Tests.Repository;

/// <summary>A page of this repository that a test writes, and compares with the committed one.</summary>
internal static class WrittenPage
{
    /// <summary>The variable that has the tests write their pages.</summary>
    private const string Update = "IDENTITYTUTORIAL_WRITE_PAGES";

    /// <summary>The command that writes all pages.</summary>
    public const string Command =
        $"{Update}=true dotnet test --filter "
        + "\"FullyQualifiedName~TroubleshootingPage|FullyQualifiedName~FromPlainMvc\"";

    /// <summary>Whether the tests write their pages in this run.</summary>
    public static bool IsUpdated => Environment.GetEnvironmentVariable(Update) is "true";

    /// <summary>Fails when the committed page has another text. In a run that writes pages, writes it before.</summary>
    /// <param name="path">The path of the page, relative to the repository's root.</param>
    /// <param name="expected">The text of the page.</param>
    public static void AssertIsCurrent(string path, string expected)
    {
        var file = RepositoryPaths.Of(path);
        if (IsUpdated)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        var committed = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(
            expected == committed,
            $"{path} differs from what it is made of. Run this command, and commit the page:\n{Command}");
    }
}
