using IdentityTutorial.Tests.TestKit.Node;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The rules of markdownlint, as <c>.markdownlint-cli2.jsonc</c> selects them.</summary>
public sealed class MarkdownLintTests
{
    [Fact]
    public async Task Every_Markdown_file_keeps_the_rules()
    {
        var result = await NodeProgram.LintMarkdownAsync(RepositoryPaths.Root, TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains($"Linting: {MarkdownPage.All.Count()} file(s)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("identity-tutorial-");
        var columns = new string('x', 60);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "mistakes.md"),
            $"""
            # Title

            ### A level is left out

            # Second title

            - A list
            * with two kinds of bullets

            A link [without an address]() and a picture ![](picture.png).
            {columns} {columns} and more
            Blanks at the end:{"  "}
            No heading with hashes
            ----------------------

            ```
            dotnet test
            ```

            ```console
            dotnet test
            ```

            """.ReplaceLineEndings("\n"),
            TestContext.Current.CancellationToken);
        try
        {
            var result = await NodeProgram.LintMarkdownAsync(
                folder.FullName, TestContext.Current.CancellationToken,
                "--config", RepositoryPaths.Of(".markdownlint-cli2.jsonc"), "--no-globs", "mistakes.md");

            Assert.Equal(1, result.ExitCode);
            Assert.All(
                [
                    "heading-increment", "single-title", "ul-style", "no-empty-links", "no-alt-text", "line-length",
                    "no-trailing-spaces", "heading-style", "Fenced code blocks should have a language specified",
                    "\"console\" is not allowed",
                ],
                rule => Assert.Contains(rule, result.Output, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
