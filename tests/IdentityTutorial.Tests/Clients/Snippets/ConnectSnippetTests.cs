namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>The code on the page that connects apps, put into files and run as the page shows it.</summary>
[Collection(ClientTests.Name)]
public sealed class ConnectSnippetTests(SnippetStage stage) : IClassFixture<SnippetStage>
{
    /// <summary>The snippets that no test runs, each with its reason.</summary>
    private static readonly Dictionary<string, string> _notRun = new()
    {
        ["spring-security.web"] = "The tests reach no registry with packages of Java.",
        ["spring-security.api"] = "The tests reach no registry with packages of Java.",
    };

    private static readonly Dictionary<string, SnippetRun> _runs = new(
        [.. NetSnippets.Runs, .. NodeSnippets.Runs, .. SinglePageSnippets.Runs, .. CurlSnippets.Runs]);

    /// <summary>The names of the snippets that a test runs.</summary>
    public static TheoryData<string> Names => [.. _runs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_code_runs_as_the_page_shows_it(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page shows commands for the shells of Linux and macOS.");
        await _runs[name](stage, await stage.FindAsync(name));
    }

    [Fact]
    public async Task Each_snippet_of_the_page_runs_in_a_test_or_has_a_reason_not_to()
    {
        var shown = (await stage.SnippetsAsync()).Select(snippet => snippet.Name);

        Assert.Equal(_runs.Keys.Concat(_notRun.Keys).Order(), shown.Order());
    }
}

/// <summary>Runs a snippet and uses it as its user does.</summary>
/// <param name="stage">Where it runs.</param>
/// <param name="snippet">The snippet.</param>
internal delegate Task SnippetRun(SnippetStage stage, PastedSnippet snippet);
