namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>The pages for readers who have a plain MVC app and want to see what a chapter adds.</summary>
public sealed class FromPlainMvcPageTests(MvcTemplateFixture templates) : IClassFixture<MvcTemplateFixture>
{
    public static TheoryData<string> Chapters => ChapterShapeTests.Chapters;

    [Theory]
    [MemberData(nameof(Chapters))]
    public async Task A_page_shows_the_code_of_its_chapter(string folder)
    {
        var chapter = new ComparedChapter(folder);
        var expected = await FromPlainMvcPage.WriteAsync(
            chapter, templates.Kept, TestContext.Current.CancellationToken);

        WrittenPage.AssertIsCurrent(FromPlainMvcPage.PathOf(chapter), expected);
        Assert.Contains("\n+app.UseAuthentication();\n", expected, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_page_is_linked_from_the_readmes(string folder)
    {
        var page = RepositoryPaths.Of(FromPlainMvcPage.PathOf(new ComparedChapter(folder)));

        Assert.All([folder, ""], readme => Assert.Contains(
            new MarkdownPage($"{readme}/README.md".TrimStart('/')).LocalLinks,
            link => Path.GetFullPath(Path.Combine(RepositoryPaths.Of(readme), link)) == page));
    }

    [Fact]
    public void The_pages_show_the_template_of_this_SDK()
    {
        var hasSameFiles = templates.Created.HasFilesOf(templates.Kept);
        if (!hasSameFiles && templates.Created.Sdk != templates.Kept.Sdk)
        {
            // Where CI requires every test, this is a failure.
            RequiredTool.Missing(
                $"`dotnet new mvc` of the SDK {templates.Created.Sdk} creates other files than that of the SDK "
                    + $"{templates.Kept.Sdk}, which the pages show. To show the new ones, run {WrittenPage.Command}");
        }

        Assert.True(hasSameFiles, $"mvc-template.json is not what `dotnet new mvc` creates. Run {WrittenPage.Command}");
    }
}
