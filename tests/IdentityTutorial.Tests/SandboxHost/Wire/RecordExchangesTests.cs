using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Connect;
using Microsoft.Extensions.Configuration;
using Sandbox.Wire;

namespace IdentityTutorial.Tests.SandboxHost.Wire;

/// <summary>The setting <c>Sandbox:RecordExchanges</c>, and what the pages say without a record.</summary>
public sealed class RecordExchangesTests
{
    private const string Name = "Sandbox:RecordExchanges";
    private const string Explanation =
        "The sandbox records nothing, because the setting Sandbox:RecordExchanges is false.";

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Exchanges_are_recorded_unless_the_setting_is_false(string? value, bool isOn)
    {
        Assert.Null(RecordExchanges.FindProblem(Configuration(value)));
        Assert.Equal(isOn, RecordExchanges.IsOn(Configuration(value)));
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("0")]
    [InlineData("yes")]
    public void A_value_that_is_neither_true_nor_false_is_named(string value)
    {
        var problem = RecordExchanges.FindProblem(Configuration(value));

        Assert.StartsWith($"{Name} is '{value}'", problem, StringComparison.Ordinal);
        var thrown = Assert.Throws<InvalidOperationException>(() => RecordExchanges.IsOn(Configuration(value)));
        Assert.Equal(problem, thrown.Message);
    }

    [Fact]
    public async Task The_wire_page_says_that_nothing_is_recorded_and_how_to_change_it()
    {
        await using var fixture = WithoutRecord();
        await fixture.GetTokensAsync(SeededApp.SignIn);
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync("/sandbox/wire");

        Assert.Contains(Explanation, AlertOf(page), StringComparison.Ordinal);
        Assert.Contains("Remove the setting, and start the sandbox again.", AlertOf(page), StringComparison.Ordinal);
        Assert.DoesNotContain("The record is empty", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("script[src*='wire.js']"));
    }

    [Fact]
    public async Task The_token_page_lists_no_token_and_explains_one_that_is_pasted()
    {
        await using var fixture = WithoutRecord();
        var token = (await fixture.GetTokensAsync(SeededApp.SignIn))["id_token"];
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync("/sandbox/token");
        var pasted = await browser.SubmitAsync(page, page.Form("#token"), ("token", token));

        Assert.Contains(Explanation, AlertOf(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Sign in to an app", page.Text, StringComparison.Ordinal);
        Assert.Contains("The signature is valid", pasted.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_tried_signs_in_and_its_tokens_are_not_shown()
    {
        await using var fixture = WithoutRecord();
        using var browser = fixture.NewBrowser();
        var app = await ConnectForms.RegisterAsync(browser, "web");

        var page = await ConnectForms.TryAsync(browser, app, "web");

        Assert.Equal("You are signed in", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains(Explanation, AlertOf(page), StringComparison.Ordinal);
        Assert.DoesNotContain("no longer has this token", page.Text, StringComparison.Ordinal);
        Assert.Empty(ConnectForms.TokensOf(page));
    }

    private static string AlertOf(Page page) => page.Document.QuerySelector("main [role=alert]")!.TextContent;

    private static EntraIdFixture WithoutRecord() =>
        new(new SandboxFactory { Settings = { [Name] = "false" } });

    private static IConfiguration Configuration(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(Name, value)]).Build();
}
