using AzureADSignIn.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;
using IdentityTutorial.Tests.Chapters.HostileAnswers;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 1-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADSignInPublicPageTests(ChapterStage<HomeController> shared) : PublicPageTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInSignInTests(ChapterStage<HomeController> shared) : SignInTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInFailedSignInTests(HostileStage<HomeController> shared) : FailedSignInTests<HomeController>(shared)
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
public sealed class AzureADSignInProviderFailureTests(ChapterStage<HomeController> shared) : ProviderFailureTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInStrayRequestTests(ChapterStage<HomeController> shared) : StrayRequestTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInSecurityHeaderTests(ChapterStage<HomeController> shared) : SecurityHeaderTests<HomeController>(shared)
{
    protected override Dictionary<string, string?> ProductionSettings => new()
    {
        ["AzureAd:TenantId"] = SeededTenants.Contoso,
        ["AzureAd:ClientId"] = SeededTenants.SignInChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "no-secret-only-a-test",
    };
}
