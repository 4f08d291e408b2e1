using AzureADB2CSignIn.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;
using IdentityTutorial.Tests.Chapters.HostileAnswers;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 1-2 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADB2CSignInPublicPageTests(ChapterStage<HomeController> shared) : PublicPageTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInSignInTests(ChapterStage<HomeController> shared) : SignInTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInFailedSignInTests(HostileStage<HomeController> shared) : FailedSignInTests<HomeController>(shared)
{
    [Fact]
    public async Task An_ID_token_without_a_tenant_is_judged_by_its_issuer_because_B2C_may_leave_the_tenant_out()
    {
        using var tokens = Forger.ChangeClaims(Stage.Backchannel, payload => payload.Remove("tid"));

        Assert.Contains($"Hello, {Cast.Name}", (await Browser.SignInAsync()).Text, StringComparison.Ordinal);
    }
}

/// <inheritdoc />
public sealed class AzureADB2CSignInProviderFailureTests(ChapterStage<HomeController> shared) : ProviderFailureTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInStrayRequestTests(ChapterStage<HomeController> shared) : StrayRequestTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInSecurityHeaderTests(ChapterStage<HomeController> shared) : SecurityHeaderTests<HomeController>(shared)
{
    protected override Dictionary<string, string?> ProductionSettings => new()
    {
        ["AzureAd:Domain"] = "contoso.onmicrosoft.com",
        ["AzureAd:ClientId"] = SeededTenants.CustomerChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "no-secret-only-a-test",
    };
}
