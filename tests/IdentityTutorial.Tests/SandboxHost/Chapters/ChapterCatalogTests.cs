using Sandbox.Chapters;
using Sandbox.Hosting;

namespace IdentityTutorial.Tests.SandboxHost.Chapters;

public sealed class ChapterCatalogTests : IDisposable
{
    private readonly TemporaryTutorial _tutorial = new();

    [Fact]
    public void Chapters_are_found_by_their_folders_in_order()
    {
        _tutorial.AddChapter("2-Graph/2-1-Call-Graph", 7121);
        _tutorial.AddChapter("1-Authentication/1-2-B2C", 7112);
        _tutorial.AddChapter("1-Authentication/1-1-AzureAD-SignIn", 7111);

        var chapters = ChapterCatalog.Discover(_tutorial.Root);

        Assert.Equal(["1-1", "1-2", "2-1"], chapters.Select(chapter => chapter.Number));
        Assert.Equal(new Uri("https://localhost:7111"), chapters[0].Url);
        Assert.Equal(Path.Combine(_tutorial.Root, "1-Authentication", "1-1-AzureAD-SignIn", "App.csproj"), chapters[0].ProjectFile);
    }

    [Fact]
    public void What_is_no_chapter_is_left_alone()
    {
        _tutorial.AddChapter("sandbox/1-1-Inner", 7001);
        _tutorial.AddChapter("1-Authentication/shared", 7002);
        _tutorial.Write("1-Authentication/1-3-Notes/README.md", "# Notes");
        _tutorial.Write("1-Authentication/1-4-NoSettings/App.csproj", "<Project />");
        _tutorial.AddChapter("1-Authentication/1-5-Broken", 7005);
        _tutorial.Write("1-Authentication/1-5-Broken/Properties/launchSettings.json", "{ not json");

        Assert.Empty(ChapterCatalog.Discover(_tutorial.Root));
    }

    [Fact]
    public void The_readme_gives_title_description_and_what_to_try()
    {
        _tutorial.AddChapter("1-Authentication/1-1-A", 7111, readme: """
            # 1-1 · Sign in with *Azure AD*

            [![build](badge.svg)](ci)
            ![picture](../../ReadmeFiles/a.png)

            An app that lets **one organization** sign in with
            [code flow](https://example.org) and `PKCE`.

            ## Run it

            - not this

            ## Try it

            1. Choose **Sign in**,
               then [Alice](../../sandbox/README.md#users). <!-- step: sign-in -->
            2. Read the `nonce_value` at <https://localhost:7111/token>.

            ## Next
            - nor this
            """);

        var chapter = Assert.Single(ChapterCatalog.Discover(_tutorial.Root));

        Assert.Equal("Sign in with Azure AD", chapter.Title);
        Assert.Equal("An app that lets one organization sign in with code flow and PKCE.", chapter.Description);
        Assert.Equal(["sign-in", null], chapter.Suggestions.Select(suggestion => suggestion.Step));
        Assert.Equal(
            "Choose <strong>Sign in</strong>,\nthen <a href=\"/sandbox/docs/1-Authentication/1-1-A/../../sandbox/README.md#users\">Alice</a>.",
            chapter.Suggestions[0].Html);
        Assert.Equal("1-Authentication/1-1-A/README.md", chapter.Readme);
    }

    [Fact]
    public void Without_a_readme_the_folder_gives_the_title()
    {
        _tutorial.AddChapter("1-Authentication/1-1-AzureAD-SignIn", 7111);

        Assert.Equal("AzureAD SignIn", Assert.Single(ChapterCatalog.Discover(_tutorial.Root)).Title);
    }

    [Fact]
    public void The_repository_is_found_from_any_folder_in_it_and_nowhere_else()
    {
        var deep = Directory.CreateDirectory(Path.Combine(_tutorial.Root, "sandbox", "bin", "Debug")).FullName;

        Assert.Equal(_tutorial.Root, RepositoryRoot.Find(deep));
        Assert.Null(RepositoryRoot.Find(Path.GetPathRoot(_tutorial.Root)!));
    }

    public void Dispose() => _tutorial.Dispose();
}
