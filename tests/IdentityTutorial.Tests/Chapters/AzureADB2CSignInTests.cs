using AzureADB2CSignIn.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;
using IdentityTutorial.Tests.Chapters.HostileAnswers;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 1-2 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADB2CSignInPublicPageTests : PublicPageTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADB2CSignInSignInTests : SignInTests<HomeController>;

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
public sealed class AzureADB2CSignInProviderFailureTests : ProviderFailureTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADB2CSignInStrayRequestTests : StrayRequestTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADB2CSignInSecurityHeaderTests : SecurityHeaderTests<HomeController>
{
    protected override Dictionary<string, string?> ProductionSettings => new()
    {
        ["AzureAd:Domain"] = "contoso.onmicrosoft.com",
        ["AzureAd:ClientId"] = SeededTenants.CustomerChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "no-secret-only-a-test",
    };
}
