using CallMicrosoftGraph.Controllers;
using CallMicrosoftGraph.Models;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>Mistakes in what chapter 2-1 asks a token for.</summary>
public sealed class TokenRequestErrorTests(ChapterStage<HomeController> shared) : ChapterTests<HomeController>(shared)
{
    [Theory]
    [InlineData("AADSTS650053", "User.Reed")]
    [InlineData("AADSTS500011", "api://missing.example/Tasks.Read")]
    public async Task A_scope_that_does_not_exist_is_explained_at_the_app(string code, string scope)
    {
        await Stage.RestartChapterAsync(new() { ["DownstreamApis:MicrosoftGraph:Scopes:0"] = scope });

        var page = await Browser.SignInAsync();

        ShouldBeAnErrorPage(page);
        Assert.Equal(400, (int)page.Status);
        Assert.Equal(code, page.Document.QuerySelector(".problem .eyebrow code")!.TextContent);
        Assert.NotEqual("The provider rejected the sign-in", page.Document.QuerySelector(".problem h1")!.TextContent);
    }

    [Fact]
    public async Task A_token_request_with_a_scheme_that_has_no_provider_is_IDW10503()
    {
        using var scope = Stage.Chapter.Services.CreateScope();
        var tokens = scope.ServiceProvider.GetRequiredService<ITokenAcquisition>();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => tokens.GetAccessTokenForAppAsync(
            "https://graph.microsoft.com/.default", CookieAuthenticationDefaults.AuthenticationScheme, tenant: null));

        var problem = scope.ServiceProvider.GetRequiredService<ProblemCatalog>().Explain(failure, 500);
        Assert.Equal(("IDW10503", "The token request names the wrong scheme"), (problem.Code, problem.Title));
    }
}
