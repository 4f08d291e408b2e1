using IdentityTutorial.Tests.Repository;

namespace IdentityTutorial.Tests.Browser;

/// <summary>No page is without a check of its quality.</summary>
public sealed class CheckedPagesTests
{
    // Each page with the name or the path that a call of PageQuality.ShouldBeFineAsync has for it.
    private static readonly Dictionary<string, string> _checks = new()
    {
        ["sandbox/B2C/Profile/EditProfilePage.cshtml"] = "b2c-profile",
        ["sandbox/B2C/Reset/PasswordResetPage.cshtml"] = "b2c-reset",
        ["sandbox/B2C/SignIn/CustomerSignInPage.cshtml"] = "b2c-sign-in",
        ["sandbox/B2C/SignUp/CustomerSignUpPage.cshtml"] = "b2c-sign-up",
        ["sandbox/B2C/SocialAccounts/SocialDetailsPage.cshtml"] = "b2c-details",
        ["sandbox/B2C/SocialAccounts/SocialLinkPage.cshtml"] = "b2c-link",
        ["sandbox/Connect/ConnectPage.cshtml"] = "connect",
        ["sandbox/Connect/ConnectedAppPage.cshtml"] = "connect-app",
        ["sandbox/Connect/NewAppPage.cshtml"] = "connect-new",
        ["sandbox/Connect/TryPage.cshtml"] = "connect-tokens",
        ["sandbox/DirectoryPage/App.cshtml"] = "directory-app",
        ["sandbox/DirectoryPage/Group.cshtml"] = "directory-group",
        ["sandbox/DirectoryPage/List.cshtml"] = "directory",
        ["sandbox/DirectoryPage/Role.cshtml"] = "directory-role",
        ["sandbox/DirectoryPage/User.cshtml"] = "directory-user",
        ["sandbox/Documents/CodePage.cshtml"] = "docs-code",
        ["sandbox/Documents/DocumentPage.cshtml"] = "docs-diagram",
        ["sandbox/Documents/DocumentsPage.cshtml"] = "docs",
        ["sandbox/Documents/FolderPage.cshtml"] = "docs-folder",
        ["sandbox/EntraId/Consent/ConsentPage.cshtml"] = "sandbox-consent",
        ["sandbox/EntraId/Device/DeviceCodePage.cshtml"] = "sandbox-device-code",
        ["sandbox/EntraId/Device/DeviceConfirmPage.cshtml"] = "sandbox-device-confirm",
        ["sandbox/EntraId/Device/DeviceEndPage.cshtml"] = "sandbox-device-done",
        ["sandbox/EntraId/Errors/ErrorCodePage.cshtml"] = "sandbox-error-index",
        ["sandbox/EntraId/Errors/ErrorIndexPage.cshtml"] = "sandbox-error-list",
        ["sandbox/EntraId/ExternalId/PasswordResetPage.cshtml"] = "customer-reset",
        ["sandbox/EntraId/ExternalId/SignInPage.cshtml"] = "customer-sign-in",
        ["sandbox/EntraId/ExternalId/SignUpPage.cshtml"] = "customer-sign-up",
        ["sandbox/EntraId/Guests/InvitationPage.cshtml"] = "sandbox-invitation",
        ["sandbox/EntraId/Logout/ChooseAccountPage.cshtml"] = "sandbox-choose-account-390",
        ["sandbox/EntraId/MultiFactor/MultiFactorPage.cshtml"] = "sandbox-second-factor",
        ["sandbox/EntraId/SignIn/NewPasswordPage.cshtml"] = "sandbox-new-password",
        ["sandbox/EntraId/SignIn/SignInPage.cshtml"] = "sandbox-sign-in",
        ["sandbox/EntraId/SignUp/SignUpPage.cshtml"] = "sandbox-sign-up",
        ["sandbox/Mail/MailPage.cshtml"] = "mailbox",
        ["sandbox/Protocol/Authorize/FormPost.cshtml"] = "sandbox-form-post",
        ["sandbox/Protocol/Errors/ErrorPage.cshtml"] = "sandbox-error",
        ["sandbox/Protocol/Logout/SignedOutPage.cshtml"] = "sandbox-signed-out-390",
        ["sandbox/Registration/RegistrationPage.cshtml"] = "/sandbox/registration",
        ["sandbox/Scenarios/Page/ScenariosPage.cshtml"] = "scenarios",
        ["sandbox/Social/LeavingPage.cshtml"] = "social-leaving",
        ["sandbox/Social/ProviderPage.cshtml"] = "glimpse",
        ["sandbox/TokenPage/TokenPage.cshtml"] = "token-read",
        ["sandbox/Views/Home/Index.cshtml"] = "sandbox-home",
        ["sandbox/Views/Shared/Status.cshtml"] = "sandbox-status-500",
        ["sandbox/WirePage/WirePage.cshtml"] = "wire",
        ["1-Authentication/1-1-AzureAD-SignIn/Views/Home/Index.cshtml"] = "/",
        ["1-Authentication/1-1-AzureAD-SignIn/Views/Home/Members.cshtml"] = "/Home/Members",
        ["1-Authentication/1-1-AzureAD-SignIn/Views/Home/Token.cshtml"] = "/Home/Token",
        ["1-Authentication/1-2-AzureADB2C-SignIn/Views/Home/Compare.cshtml"] = "1-2-compared",
        ["1-Authentication/1-2-AzureADB2C-SignIn/Views/Home/Index.cshtml"] = "/",
        ["1-Authentication/1-2-AzureADB2C-SignIn/Views/Home/Profile.cshtml"] = "/Home/Profile",
        ["1-Authentication/1-2-AzureADB2C-SignIn/Views/Home/Token.cshtml"] = "/Home/Token",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/Administration/Index.cshtml"] = "/administration",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/Messages/Index.cshtml"] = "/messages",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/People/Index.cshtml"] = "/people",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/Profile/Index.cshtml"] = "/profile",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/TokenCache/Index.cshtml"] = "/TokenCache",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/Home/Declined.cshtml"] = "/Home/Declined?back=%2Fpeople",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/Home/Index.cshtml"] = "/",
        ["2-CallGraphAPI/2-1-Call-MicrosoftGraph/Views/Home/Token.cshtml"] = "/Home/Token",
        ["3-Deployment/3-1-Deploy-To-AppService/Views/Instance/Index.cshtml"] = "/instance",
        ["3-Deployment/3-1-Deploy-To-AppService/Views/Messages/Index.cshtml"] = "3-1-messages",
        ["3-Deployment/3-1-Deploy-To-AppService/Views/Profile/Index.cshtml"] = "/profile",
        ["3-Deployment/3-1-Deploy-To-AppService/Views/Home/Declined.cshtml"] = "3-1-declined",
        ["3-Deployment/3-1-Deploy-To-AppService/Views/Home/Index.cshtml"] = "3-1-home",
        ["3-Deployment/3-1-Deploy-To-AppService/Views/Home/Token.cshtml"] = "/Home/Token",
    };

    // RarePageQualityTests opens these in every chapter.
    private static readonly Dictionary<string, string> _checksOfEveryChapter = new()
    {
        ["Areas/MicrosoftIdentity/Pages/Account/AccessDenied.cshtml"] = "/MicrosoftIdentity/Account/AccessDenied",
        ["Areas/MicrosoftIdentity/Pages/Account/Error.cshtml"] = "/MicrosoftIdentity/Account/Error",
        ["Areas/MicrosoftIdentity/Pages/Account/SignedOut.cshtml"] = "/MicrosoftIdentity/Account/SignedOut",
        ["Views/Error/Index.cshtml"] = "/Error",
    };

    private static Dictionary<string, string> All => RepositoryPaths.Chapters
        .Select(chapter => Path.GetRelativePath(RepositoryPaths.Root, chapter).Replace('\\', '/'))
        .SelectMany(chapter => _checksOfEveryChapter
            .Select(check => KeyValuePair.Create($"{chapter}/{check.Key}", check.Value)))
        .Concat(_checks)
        .ToDictionary();

    [Fact]
    public void Every_page_of_the_sandbox_and_of_the_chapters_is_in_the_list()
    {
        // The stand-ins have pages that every chapter replaces. A name that begins with _ is a part of a page.
        var pages = TrackedFiles.All.Where(path => path.EndsWith(".cshtml", StringComparison.Ordinal)
            && !path.StartsWith("lib/", StringComparison.Ordinal)
            && !Path.GetFileName(path).StartsWith('_'));

        Assert.Equal(All.Keys.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_page_in_the_list_is_named_by_a_test_that_checks_pages()
    {
        var tests = TrackedFiles.Under("tests/IdentityTutorial.Tests")
            .Where(path => path.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Select(TrackedFiles.Read)
            .Where(text => text.Contains("PageQuality.ShouldBeFineAsync(", StringComparison.Ordinal)
                && !text.Contains("class CheckedPagesTests", StringComparison.Ordinal))
            .ToList();

        Assert.All(All, page => Assert.Contains(
            tests, text => text.Contains($"\"{page.Value}\"", StringComparison.Ordinal)));
    }
}
