using CallMicrosoftGraph.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;
using IdentityTutorial.Tests.Chapters.HostileAnswers;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 2-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class CallMicrosoftGraphPublicPageTests(ChapterStage<HomeController> shared) : PublicPageTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphSignInTests(ChapterStage<HomeController> shared) : SignInTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphFailedSignInTests(HostileStage<HomeController> shared) : FailedSignInTests<HomeController>(shared)
{
    [Fact]
    public async Task An_ID_token_without_a_tenant_signs_nobody_in()
    {
        using var tokens = Forger.ChangeClaims(Stage.Backchannel, payload => payload.Remove("tid"));

        var page = await Browser.SignInAsync();

        await ShouldBeRefusedAsync(page);
        Assert.Contains("IDX40001", page.Text, StringComparison.Ordinal);
    }
}

/// <inheritdoc />
public sealed class CallMicrosoftGraphProviderFailureTests(ChapterStage<HomeController> shared) : ProviderFailureTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphStrayRequestTests(ChapterStage<HomeController> shared) : StrayRequestTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphSecurityHeaderTests(ChapterStage<HomeController> shared) : SecurityHeaderTests<HomeController>(shared)
{
    protected override Dictionary<string, string?> ProductionSettings => new()
    {
        ["AzureAd:TenantId"] = SeededTenants.Contoso,
        ["AzureAd:ClientId"] = SeededTenants.GraphChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "no-secret-only-a-test",
    };
}
