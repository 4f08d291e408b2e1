using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>What chapter 1-2 does beyond the others: it runs several policies of a B2C tenant for one person.</summary>
/// <param name="shared">The chapter and the sandbox of the class.</param>
public abstract class UserFlowTests(ChapterStage<HomeController> shared) : ChapterTests<HomeController>(shared)
{
    /// <summary>The link that edits the profile.</summary>
    protected const string EditPath = "/MicrosoftIdentity/Account/EditProfile";

    /// <summary>The link that resets the password.</summary>
    protected const string ResetPath = "/MicrosoftIdentity/Account/ResetPassword";

    /// <summary>The link that runs a policy and comes back to the comparison.</summary>
    protected static string RunPath(string policy, string back = "/Home/Compare") =>
        $"/MicrosoftIdentity/Account/Challenge?policy={Uri.EscapeDataString(policy)}&redirectUri={Uri.EscapeDataString(back)}";

    /// <summary>Signs a seeded customer in, and stays on the home page.</summary>
    protected async Task SignInAsCaseyAsync() => ShouldBe("Casey Cole", await Browser.SignInAsync());

    /// <summary>Fails unless the page's header names a person.</summary>
    protected static void ShouldBe(string name, Page page) =>
        Assert.Contains(name, page.Document.QuerySelector("header .who")?.TextContent ?? $"nobody: {page.Text}", StringComparison.Ordinal);

    /// <summary>Fails unless Casey is signed in still, with the session cookie as it was.</summary>
    protected async Task ShouldStillBeCaseyAsync(string sessionBefore)
    {
        Assert.Equal(sessionBefore, Session);
        ShouldBe("Casey Cole", await Browser.GetAsync("/"));
    }

    /// <summary>The value of the session cookie; empty without one.</summary>
    protected string Session => Browser.Cookies.Named(SessionCookie).SingleOrDefault()?.Value.ToString() ?? "";

    /// <summary>The claims of the token page.</summary>
    protected async Task<Dictionary<string, string>> ClaimsAsync() => (await Browser.GetAsync("/Home/Token")).Document
        .QuerySelectorAll(".claims tbody tr")
        .ToDictionary(row => row.Children[0].TextContent.Trim(), row => row.Children[1].TextContent.Trim());

    /// <summary>What the quiet notice says; <see langword="null"/> when there is none.</summary>
    protected static string? Notice(Page page) => page.Document.QuerySelector(".notice")?.TextContent.Trim();
}
