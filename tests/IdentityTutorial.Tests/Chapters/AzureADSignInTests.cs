using AzureADSignIn.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;
using IdentityTutorial.Tests.Chapters.HostileAnswers;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 1-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADSignInPublicPageTests : PublicPageTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInSignInTests : SignInTests<HomeController>;

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
public sealed class AzureADSignInProviderFailureTests : ProviderFailureTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInStrayRequestTests : StrayRequestTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInSecurityHeaderTests : SecurityHeaderTests<HomeController>
{
    protected override Dictionary<string, string?> ProductionSettings => new()
    {
        ["AzureAd:TenantId"] = SeededTenants.Contoso,
        ["AzureAd:ClientId"] = SeededTenants.SignInChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "no-secret-only-a-test",
    };
}
