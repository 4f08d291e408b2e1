using IdentityTutorial.Tests.Chapters;

namespace IdentityTutorial.Tests.Scenarios;

/// <summary>What a chapter makes of the faults, from end to end.</summary>
/// <inheritdoc />
public abstract class ChapterFaultTests<TMarker>(ChapterStage<TMarker> shared) : ChapterTests<TMarker>(shared)
    where TMarker : class
{
    /// <summary>What the error page says of a token endpoint that fails.</summary>
    protected abstract string TokenEndpointFailure { get; }

    [Theory]
    [InlineData("wrong-issuer", "IDX40001")]
    [InlineData("wrong-audience", "IDX10214")]
    [InlineData("bad-signature", "IDX10511")]
    [InlineData("unsigned-id-token", "IDX10504")]
    [InlineData("wrong-nonce", "IDX21323")]
    [InlineData("expired-id-token", "IDX10223")]
    [InlineData("clock-skew", "IDX10222")]
    public async Task An_ID_token_that_must_be_refused_leads_to_a_page_with_its_code_and_the_next_try_signs_in(string fault, string code)
    {
        await using var once = await StartScenarioAsync($"{fault}?count=1");

        var page = await Browser.SignInAsync();

        ShouldBeAnErrorPage(page);
        Assert.Contains(code, page.Text, StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync();
        await Browser.SignInAsync();
        Assert.Contains($"Hello, {Cast.Name}", (await Browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_endpoint_that_fails_is_the_providers_failure()
    {
        await using var failing = await StartScenarioAsync("token-endpoint-500");

        var page = await Browser.SignInAsync();

        ShouldBeAnErrorPage(page);
        Assert.InRange((int)page.Status, 502, 503);
        Assert.Contains(TokenEndpointFailure, page.Text, StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync();
    }

    [Fact]
    public async Task Metadata_that_is_down_is_the_providers_failure()
    {
        await Stage.RestartChapterAsync(); // the chapter has not read the metadata yet
        await using var down = await StartScenarioAsync("metadata-down");

        var page = await Browser.GetAsync("/Home/Token");

        ShouldBeAnErrorPage(page);
        Assert.InRange((int)page.Status, 502, 503);
        Assert.Contains("IDX20803", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_change_are_noticed_by_nobody()
    {
        await Browser.SignInAsync();
        await using var rotated = await StartScenarioAsync("rotate-keys");
        var other = Stage.NewBrowser();

        await other.SignInAsync();

        Assert.Contains($"Hello, {Cast.Name}", (await other.GetAsync("/")).Text, StringComparison.Ordinal);
    }
}

/// <inheritdoc />
public sealed class AzureADSignInChapterFaultTests(ChapterStage<AzureADSignIn.Controllers.HomeController> shared)
    : ChapterFaultTests<AzureADSignIn.Controllers.HomeController>(shared)
{
    /// <inheritdoc />
    protected override string TokenEndpointFailure => "AADSTS90033";
}

/// <inheritdoc />
public sealed class CallMicrosoftGraphChapterFaultTests(ChapterStage<CallMicrosoftGraph.Controllers.HomeController> shared)
    : ChapterFaultTests<CallMicrosoftGraph.Controllers.HomeController>(shared)
{
    /// <summary>MSAL.NET tries once more, and then keeps the provider's words to itself.</summary>
    protected override string TokenEndpointFailure => "The provider has a temporary problem";
}
