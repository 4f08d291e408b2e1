namespace IdentityTutorial.Tests.Repository;

/// <summary>The page of errors for readers who search for a code.</summary>
public sealed class TroubleshootingPageTests
{
    /// <summary>The variable that has the test write the page.</summary>
    private const string Update = "IDENTITYTUTORIAL_WRITE_PAGES";

    [Fact]
    public void It_says_what_the_chapters_say()
    {
        var expected = TroubleshootingPage.Write();
        var file = RepositoryPaths.Of(TroubleshootingPage.Path);
        if (Environment.GetEnvironmentVariable(Update) is "true")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file));
        Assert.True(expected.Split("\n### ").Length > 60, "The page has lost errors.");
    }
}
