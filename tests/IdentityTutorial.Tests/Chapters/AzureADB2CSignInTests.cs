using AzureADB2CSignIn;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 1-2 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADB2CSignInPublicPageTests : PublicPageTests<HomeController>;

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
