using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The page of errors for readers who search for a code.</summary>
public sealed class TroubleshootingPageTests
{
    private const string Folder = "tests/IdentityTutorial.Tests/";

    private static readonly IReadOnlyList<(string Path, string Text)> _tests =
    [
        .. TrackedFiles.All
            .Where(path => path.StartsWith(Folder, StringComparison.Ordinal))
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => !path.StartsWith($"{Folder}Repository/", StringComparison.Ordinal))
            .Select(path => (path[Folder.Length..], WithoutComments(TrackedFiles.Read(path)))),
    ];

    [Fact]
    public void It_says_what_the_chapters_say()
    {
        var expected = TroubleshootingPage.Write();

        WrittenPage.AssertIsCurrent(TroubleshootingPage.Path, expected);
        Assert.True(expected.Split("\n### ").Length > 70, "The page has lost errors.");
    }

    [Fact]
    public void Each_code_is_named_by_a_test()
    {
        var codes = TroubleshootingPage.Codes.ToList();
        var untested = codes.Where(code => !IsTested(code)).ToList();

        Assert.NotEmpty(codes);
        Assert.Empty(untested);
    }

    [Theory]
    [InlineData("AADSTS50011", true)]
    [InlineData("AADB2C90128", true)]
    [InlineData("AADB2C50011", false)]
    [InlineData("IDX10", false)]
    public void A_code_without_a_test_is_found(string code, bool isTested) => Assert.Equal(isTested, IsTested(code));

    // The tests of a service give the number alone, as in ProtocolAssert.IsErrorPage(page, 50126).
    private static bool IsTested(string code) =>
        IsNamed(code, "")
        || (code.StartsWith("AADSTS", StringComparison.Ordinal) && IsNamed(code[6..], "EntraId/"))
        || (code.StartsWith("AADB2C", StringComparison.Ordinal) && IsNamed(code[6..], "B2C/"));

    private static string WithoutComments(string code) => string.Join(
        '\n', code.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static bool IsNamed(string word, string folder) => _tests.Any(test =>
        test.Path.StartsWith(folder, StringComparison.Ordinal) && Regex.IsMatch(test.Text, $@"\b{word}\b"));
}
