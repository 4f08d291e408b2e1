using Sandbox.Chapters;

namespace IdentityTutorial.Tests.SandboxHost.Chapters;

public sealed class ChapterEnvironmentTests : IDisposable
{
    private const string Settings = """
        {
          "AzureAd": { "Instance": "", "Authority": "https://localhost:7443/f883241c-3907-4c64-b25d-29a884a930b1/v2.0" },
          "Downstream": [ { "Url": "https://localhost:7443" }, { "Url": "https://localhost:74430/other" } ],
          "Elsewhere": "https://example.org/?next=https://localhost:7443/",
          "Plain": "http://localhost:7443/"
        }
        """;

    private readonly TemporaryTutorial _tutorial = new();

    [Fact]
    public void A_moved_sandbox_takes_along_every_setting_that_names_it_and_no_other()
    {
        var file = _tutorial.Write("appsettings.Development.json", Settings);

        var overrides = ChapterEnvironment.Moved(file, new Uri("https://localhost:9000"));

        Assert.Equal(
            [
                new("AzureAd__Authority", "https://localhost:9000/f883241c-3907-4c64-b25d-29a884a930b1/v2.0"),
                new("Downstream__0__Url", "https://localhost:9000"),
            ],
            overrides.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_overridden_while_the_sandbox_is_where_the_settings_say() =>
        Assert.Empty(ChapterEnvironment.Moved(_tutorial.Write("appsettings.Development.json", Settings), new Uri("https://localhost:7443")));

    [Fact]
    public void A_chapter_without_development_settings_needs_none() =>
        Assert.Empty(ChapterEnvironment.Moved(Path.Combine(_tutorial.Root, "none.json"), new Uri("https://localhost:9000")));

    [Fact]
    public void A_chapter_runs_in_development_on_its_own_address()
    {
        _tutorial.AddChapter("1-Authentication/1-1-A", 7999);
        var chapter = Assert.Single(ChapterCatalog.Discover(_tutorial.Root));

        var environment = ChapterEnvironment.For(chapter, new Uri("https://localhost:7443"));

        Assert.Equal("Development", environment["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("https://localhost:7999", environment["ASPNETCORE_URLS"]);
    }

    public void Dispose() => _tutorial.Dispose();
}
