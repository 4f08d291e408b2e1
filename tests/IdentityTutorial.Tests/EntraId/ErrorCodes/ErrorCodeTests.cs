using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sandbox.Wire;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

/// <summary>
/// Each code that the sandbox claims to produce is produced through HTTP, and each code of Microsoft's public list has a
/// decision.
/// </summary>
public sealed class ErrorCodeTests(AssertionClient client) : IClassFixture<AssertionClient>
{
    private static readonly string _folder = Path.Combine(RepositoryPaths.Tests, "EntraId", "ErrorCodes");

    [Fact]
    public async Task Each_row_gives_its_code_error_suberror_and_status_at_its_place_and_names_the_check_that_failed()
    {
        await Table.ShouldHoldAsync(
            new ErrorRows(client).All(), async row => Assert.Equal(row.Expected, await row.Make()));

        var failed = client.Fixture.Service<WireRecord>().After(0).Where(exchange => exchange.ErrorCode is not null).ToList();
        Assert.NotEmpty(failed);
        Assert.All(failed, exchange => Assert.Contains(
            exchange.Checks, check => !check.Passed && !check.Name.StartsWith("AADSTS", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_code_that_is_produced_has_a_row_or_names_the_class_that_tests_it()
    {
        var rows = new ErrorRows(client).All().Select(row => row.Expected.Code).ToHashSet();

        var untested = Decisions().Where(decision => decision.How is not null).Where(decision => decision.Test is { } test
            ? !NamesCode(test, decision.Code)
            : !rows.Contains(decision.Code));

        Assert.Empty(untested);
        Assert.Empty(rows.Except(Decisions().Where(decision => decision.How is not null).Select(decision => decision.Code)));
    }

    [Fact]
    public void No_code_of_the_public_list_is_missing_and_none_is_decided_twice()
    {
        var listed = File.ReadLines(Path.Combine(_folder, "public-list.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))
            .ToList();
        var decided = Decisions().Select(decision => decision.Code).ToList();

        Assert.Equal(304, listed.Distinct().Count());
        Assert.Empty(listed.Except(decided));
        Assert.Equal(decided.Count, decided.Distinct().Count());
        Assert.All(Decisions(), decision => Assert.True(decision.How is null != decision.Reason is null, $"{decision.Code} is either produced or not."));
    }

    [Fact]
    public async Task The_page_lists_every_code_with_what_the_sandbox_does()
    {
        using var browser = client.Fixture.NewBrowser();

        var page = await browser.GetAsync("/error");

        var rows = page.Document.QuerySelectorAll("table.codes tbody tr").ToDictionary(row => row.QuerySelector("a")!.TextContent);
        var decided = Decisions().ToDictionary(decision => $"AADSTS{decision.Code}");
        Assert.Empty(decided.Keys.Except(rows.Keys));
        Assert.Empty(rows.Keys.Where(name => name.StartsWith("AADSTS", StringComparison.Ordinal)).Except(decided.Keys));
        Assert.All(decided, each => Assert.Equal(each.Value.How is not null, rows[each.Key].QuerySelector(".state")!.TextContent == "Produced"));
        Assert.All(rows.Values, row => Assert.All(row.Children, cell => Assert.NotEqual("", cell.TextContent.Trim())));
        Assert.Contains($"{rows.Count} of {rows.Count} codes", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AADSTS50011", "CallbackPath")]
    [InlineData("50011", "How to produce it here")]
    [InlineData("aadsts50011", "redirect_uri is not registered")]
    [InlineData("AADB2C90088", "AADB2C90088")]
    [InlineData("53000", "It needs a registered device")]
    [InlineData("50133", "The code that you get here instead. AADSTS50173")]
    public async Task A_code_is_explained_whether_it_is_produced_or_not(string code, string text)
    {
        using var browser = client.Fixture.NewBrowser();

        var page = await browser.GetAsync($"/error?code={code}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_filters_by_words_and_by_status()
    {
        using var browser = client.Fixture.NewBrowser();
        var page = await browser.GetAsync("/error");

        page = await browser.SubmitAsync(page, page.Form(), ("q", "client_secret wrong"), ("show", "produced"));

        Assert.Equal(["AADSTS7000215"], page.Document.QuerySelectorAll("table.codes tbody th a").Select(link => link.TextContent));
        Assert.Equal("client_secret wrong", page.Document.QuerySelector("input[name=q]")!.GetAttribute("value"));
        page = await browser.SubmitAsync(page, page.Form(), ("q", ""), ("show", "out-of-reach"));
        var states = page.Document.QuerySelectorAll("table.codes .state").Select(state => state.TextContent).ToList();
        Assert.NotEmpty(states);
        Assert.All(states, state => Assert.Equal("Out of reach", state));
        page = await browser.SubmitAsync(page, page.Form(), ("q", "<script>alert(1)</script>"), ("show", "out-of-reach"));
        Assert.Contains("No code matches", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("script:not([src])"));
    }

    [Fact]
    public async Task An_unknown_code_is_404_and_leads_to_the_list()
    {
        using var browser = client.Fixture.NewBrowser();

        var page = await browser.GetAsync("/error?code=4711");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("The list does not have the code 4711", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.Document.QuerySelectorAll("table.codes tbody tr"));
    }

    /// <summary>Whether a test class exists and has the code in its source, as a number of its own.</summary>
    private static bool NamesCode(string test, int code)
    {
        var file = Path.Combine(RepositoryPaths.Tests, test.Replace('.', '/') + ".cs");
        return typeof(ErrorCodeTests).Assembly.GetType($"IdentityTutorial.Tests.{test}") is not null
            && File.Exists(file)
            && Regex.IsMatch(File.ReadAllText(file), $@"(?<!\d){code}(?!\d)");
    }

    private static List<Decision> Decisions()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryPaths.Sandbox, "EntraId", "Errors", "error-codes.json")));
        return
        [
            .. file.RootElement.GetProperty("codes").EnumerateArray().Select(each => new Decision(
                each.GetProperty("code").GetInt32(), Text(each, "how"), Text(each, "test"), Text(each, "reason"))),
        ];
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Decision(int Code, string? How, string? Test, string? Reason);
}
