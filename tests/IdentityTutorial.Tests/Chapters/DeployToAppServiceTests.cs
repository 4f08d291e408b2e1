using System.Net;
using DeployToAppService.Controllers;
using IdentityTutorial.Tests.Chapters.Attacks;
using IdentityTutorial.Tests.Chapters.HostileAnswers;
using IdentityTutorial.Tests.Chapters.Production;

namespace IdentityTutorial.Tests.Chapters;

// Chapter 3-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class DeployToAppServicePublicPageTests(ChapterStage<InstanceController> shared) : PublicPageTests<InstanceController>(shared);

/// <inheritdoc />
public sealed class DeployToAppServiceSignInTests(ChapterStage<InstanceController> shared) : SignInTests<InstanceController>(shared)
{
    /// <summary>
    /// The seed's sample lists groups, roles and optional claims in its tokens. So the session takes two cookies here, and a third one says so.
    /// </summary>
    public override async Task The_session_of_a_person_is_one_cookie_that_browsers_keep()
    {
        await Browser.SignInAsync();

        var cookies = Browser.Cookies.Named(SessionCookie);
        Assert.Equal([SessionCookie, SessionCookie + "C1", SessionCookie + "C2"], cookies.Select(cookie => cookie.Name.ToString()));
        Assert.All(cookies, cookie => Assert.InRange(cookie.Name.Length + 1 + cookie.Value.Length, 1, 4096));
    }

    [Fact]
    public async Task The_token_page_lists_the_app_roles_of_a_user_and_none_of_a_user_without_roles()
    {
        var ofAlice = await Browser.SignInAsync(start: "/Home/Token");
        var bob = Stage.NewBrowser();
        var ofBob = await bob.SignInAsync(SeededTenants.Bob, "/Home/Token");

        var roles = Assert.Single(ofAlice.Document.QuerySelectorAll(".claims tbody tr"), row => row.Children[0].TextContent.Trim() == "roles");
        Assert.Contains("Task.Read", roles.Children[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Task.Approve", roles.Children[1].TextContent, StringComparison.Ordinal); // by her group
        Assert.Equal(HttpStatusCode.OK, ofBob.Status);
        Assert.DoesNotContain("Task.", ofBob.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}

/// <inheritdoc />
public sealed class DeployToAppServiceFailedSignInTests(HostileStage<InstanceController> shared) : FailedSignInTests<InstanceController>(shared)
{
    [Fact]
    public async Task An_ID_token_without_a_tenant_signs_nobody_in()
    {
        using var tokens = Forger.ChangeClaims(Stage.Backchannel, payload => payload.Remove("tid"));

        var page = await Browser.SignInAsync();

        await ShouldBeRefusedAsync(page);
        Assert.Contains("IDX40001", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_forgers_published_key_is_accepted_when_nothing_is_forged()
    {
        using var unchanged = Forger.ChangeClaims(Stage.Backchannel, _ => { });

        await Browser.SignInAsync();

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }
}

/// <inheritdoc />
public sealed class DeployToAppServiceProviderFailureTests(ChapterStage<InstanceController> shared) : ProviderFailureTests<InstanceController>(shared);

/// <inheritdoc />
public sealed class DeployToAppServiceStrayRequestTests(ChapterStage<InstanceController> shared) : StrayRequestTests<InstanceController>(shared);

/// <inheritdoc />
public sealed class DeployToAppServiceSecurityHeaderTests(ChapterStage<InstanceController> shared) : SecurityHeaderTests<InstanceController>(shared)
{
    protected override Dictionary<string, string?> ProductionSettings => new(ProductionChapter.Settings);
}
