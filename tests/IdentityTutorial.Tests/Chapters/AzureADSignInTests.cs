using AzureADSignIn.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 1-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADSignInPublicPageTests : PublicPageTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInSignInTests : SignInTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInFailedSignInTests : FailedSignInTests<HomeController>
{
    [Fact]
    public async Task An_ID_token_without_a_tenant_signs_nobody_in()
    {
        using var forger = new IdTokenForger();
        using var keys = forger.TrustedBy(Stage.Backchannel);
        using var tokens = forger.ChangeClaims(Stage.Backchannel, payload => payload.Remove("tid"));

        var page = await Browser.SignInAsync();

        ShouldBeAnErrorPage(page);
        Assert.Contains("IDX40001", page.Text, StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync();
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
