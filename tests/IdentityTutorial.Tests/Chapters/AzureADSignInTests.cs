using AzureADSignIn;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 1-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADSignInPublicPageTests : PublicPageTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInSignInTests : SignInTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInFailedSignInTests : FailedSignInTests<HomeController>;

/// <inheritdoc />
public sealed class AzureADSignInProviderFailureTests : ProviderFailureTests<HomeController>;

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
