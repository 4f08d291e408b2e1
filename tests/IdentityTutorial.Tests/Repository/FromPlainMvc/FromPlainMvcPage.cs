namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>Writes <c>ReadmeFiles/from-plain-mvc/1-1.md</c> and its like from the code of the chapters.</summary>
internal static class FromPlainMvcPage
{
    /// <summary>The path of a chapter's page.</summary>
    public static string PathOf(ComparedChapter chapter) => $"ReadmeFiles/from-plain-mvc/{chapter.Number}.md";

    /// <summary>The page as the chapter has it now.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Ends the wait for git.</param>
    public static async Task<string> WriteAsync(
        ComparedChapter chapter, MvcTemplate template, CancellationToken cancellationToken)
    {
        var own = AppFiles.Read(chapter);
        var previous = chapter.FindPrevious();
        var fromTemplate = new ComparisonSection(
            "`dotnet new mvc`", isTemplate: true, chapter, new FileComparison(template.Texts, own));
        var page = $"{Introduction(chapter, previous, template)}\n{await fromTemplate.WriteAsync(cancellationToken)}";
        if (previous is null)
        {
            return page;
        }

        var fromPrevious = new ComparisonSection(
            $"chapter {previous.Number}", isTemplate: false, chapter, new FileComparison(AppFiles.Read(previous), own));
        return $"{page}\n{await fromPrevious.WriteAsync(cancellationToken)}";
    }

    private static string Introduction(ComparedChapter chapter, ComparedChapter? previous, MvcTemplate template)
    {
        var before = previous is null
            ? "It is the first chapter, so the page has one part."
            : $"The second part compares it with [chapter {previous.Number}](../../{previous.Folder}/README.md).";
        return $"""
            # From plain MVC to {chapter.Title}

            <!-- A test writes this page from the code. -->
            <!-- markdownlint-disable-file MD013 -->

            This page shows what [chapter {chapter.Number}](../../{chapter.Folder}/README.md) adds to the
            app that `dotnet new mvc` creates (.NET SDK {template.Sdk}). {before}
            To add the chapter to an app of your own, copy the new files and make the changes of the diffs.

            - The tables count files by their purpose.
            - In a diff, a line with `+` is new, and a line with `-` is removed.
            - A new file has no diff, because each of its lines is new. Its link leads to the file in the chapter.
            - Both projects have the name `{AppFiles.ProjectName}` here, so their own names are not differences.
            - The page does not compare documents, stylesheets and the folder `wwwroot`. The chapters have their own
              look, without Bootstrap and jQuery.

            """.ReplaceLineEndings("\n");
    }
}
