using CallMicrosoftGraph.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 2-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class CallMicrosoftGraphPublicPageTests : PublicPageTests<HomeController>;

/// <inheritdoc />
public sealed class CallMicrosoftGraphSignInTests : SignInTests<HomeController>;

/// <inheritdoc />
public sealed class CallMicrosoftGraphFailedSignInTests : FailedSignInTests<HomeController>
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
public sealed class CallMicrosoftGraphProviderFailureTests : ProviderFailureTests<HomeController>;

/// <inheritdoc />
public sealed class CallMicrosoftGraphStrayRequestTests : StrayRequestTests<HomeController>;

/// <inheritdoc />
public sealed class CallMicrosoftGraphSecurityHeaderTests : SecurityHeaderTests<HomeController>
{
    protected override Dictionary<string, string?> ProductionSettings => new()
    {
        ["AzureAd:TenantId"] = SeededTenants.Contoso,
        ["AzureAd:ClientId"] = SeededTenants.GraphChapter,
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "no-secret-only-a-test",
    };
}
