using System.Net;
using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Chapter 1-2 as its launch profile <c>ExternalID</c> runs it: the same code, other settings.</summary>
public sealed class ExternalIdTests(ExternalIdTests.ExternalIdStage shared) : IClassFixture<ExternalIdTests.ExternalIdStage>
{
    private const string SessionCookie = "__Host-AzureADB2CSignIn-ExternalID";

    private TestBrowser Browser { get; } = shared.Stage.BeginTest();

    [Fact]
    public async Task The_pages_of_policies_hide_and_the_words_fit()
    {
        var home = await Browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Contains("Sign in with External ID", home.Document.Title, StringComparison.Ordinal);
        Assert.Contains("The app names no policy.", home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Challenge", home.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/Home/Compare", home.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("an account of a social provider", home.Text, StringComparison.Ordinal);
        Assert.Null(home.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_customer_signs_in_at_the_one_authority_and_gets_a_session_of_its_own()
    {
        var page = await Browser.SignInAsync(SeededTenants.Casey);

        Assert.Contains("Hello, Casey Cole", page.Text, StringComparison.Ordinal);
        Assert.Contains(SeededTenants.Casey, page.Document.QuerySelector("header .who")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/{SeededTenants.Customers}/oauth2/v2.0/authorize", Browser.History.First(exchange => Endpoints.Authorize(exchange.Address)).Address.AbsolutePath);
        Assert.NotEmpty(Browser.Cookies.Named(SessionCookie));
        Assert.DoesNotContain("Challenge", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_profile_speaks_of_no_policy_and_the_comparison_is_not_there()
    {
        var profile = await Browser.SignInAsync(SeededTenants.Casey, "/Home/Profile");

        Assert.Contains("a local account", profile.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Policy that issued", profile.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Challenge", profile.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync("/Home/Compare")).Status);
    }

    [Fact]
    public async Task No_policy_may_be_named()
    {
        var page = await Browser.GetAsync("/MicrosoftIdentity/Account/Challenge?policy=B2C_1_susi");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("This app has no such policy", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_at_home_with_a_quiet_notice()
    {
        var signIn = await Browser.OpenAsync(SandboxPages.SignInPath);

        var page = await Browser.ContinueAsync(await Browser.PressAsync(signIn, "action", "cancel"));

        Assert.Equal((HttpStatusCode.OK, "/"), (page.Status, page.Address.PathAndQuery));
        Assert.StartsWith("You did not sign in", page.Document.QuerySelector(".notice")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(Browser.Cookies.Named(SessionCookie));
    }

    [Fact]
    public async Task An_authority_in_the_settings_of_development_turns_the_chapter_to_External_ID_too()
    {
        await using var stage = new SignInStage<HomeController>(chapterSettings: new()
        {
            ["AzureAd:Authority"] = $"https://localhost:7443/{SeededTenants.Customers}/v2.0",
            ["AzureAd:ClientId"] = SeededTenants.ExternalIdChapter,
        });

        var challenge = await stage.Browser.GetAsync("/Home/Token");

        Assert.Equal($"/{SeededTenants.Customers}/oauth2/v2.0/authorize", challenge.Location!.AbsolutePath);
        var home = await stage.Browser.GetAsync("/");
        Assert.DoesNotContain("Challenge", home.Html, StringComparison.Ordinal);
        Assert.Equal("Sign in with External ID", home.Document.QuerySelector("h1")!.TextContent);
    }

    /// <summary>The chapter with the settings of that profile, for all tests of the class.</summary>
    public sealed class ExternalIdStage : IAsyncDisposable
    {
        /// <summary>The chapter and the sandbox.</summary>
        public SignInStage<HomeController> Stage { get; } = new(environment: "ExternalID", address: new("https://localhost:7113"));

        /// <inheritdoc />
        public ValueTask DisposeAsync() => Stage.DisposeAsync();
    }
}
