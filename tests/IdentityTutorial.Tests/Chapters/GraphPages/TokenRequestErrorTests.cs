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
    [InlineData("AADSTS28000", "User.Read", "api://tasks.contoso.example/Tasks.Read")]
    public async Task Scopes_for_which_there_is_no_token_are_explained_at_the_app(string code, params string[] scopes)
    {
        await Stage.RestartChapterAsync(scopes.Index().ToDictionary(
            scope => $"DownstreamApis:MicrosoftGraph:Scopes:{scope.Index}", scope => (string?)scope.Item));

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
