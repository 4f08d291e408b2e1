namespace IdentityTutorial.Tests.Repository;

/// <summary>The page of errors for readers who search for a code.</summary>
public sealed class TroubleshootingPageTests
{
    [Fact]
    public void It_says_what_the_chapters_say()
    {
        var expected = TroubleshootingPage.Write();

        WrittenPage.AssertIsCurrent(TroubleshootingPage.Path, expected);
        Assert.True(expected.Split("\n### ").Length > 60, "The page has lost errors.");
    }
}
