using System.Net;
using System.Text.Json.Nodes;
using AzureADSignIn.Controllers;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>The numbered errors of Microsoft.IdentityModel, each produced by the answer that leads to it.</summary>
public sealed class LibraryErrorCodeTests(HostileStage<HomeController> shared)
    : HostileAnswerTests<HomeController>(shared)
{
    [Fact]
    public async Task A_token_response_without_an_ID_token_is_IDX10000()
    {
        using var without = Stage.Backchannel.Rewrite(Endpoints.Token, body =>
        {
            var answer = JsonNode.Parse(body)!.AsObject();
            answer.Remove("id_token");
            return answer.ToJsonString();
        });

        await ShouldBeAsync("IDX10000", await Browser.SignInAsync());
    }

    [Fact]
    public async Task A_token_response_that_is_no_JSON_is_IDX21106()
    {
        using var cut = Stage.Backchannel.Answer(Endpoints.Token, HttpStatusCode.OK, """{"id_token":""");

        await ShouldBeAsync("IDX21106", await Browser.SignInAsync());
    }

    [Fact]
    public async Task A_token_signed_with_a_key_that_is_not_published_is_IDX10503()
    {
        using var forged = IdTokenForger.ReplaceIdToken(
            Stage.Backchannel, token => IdTokenForger.Remint(token, _ => { }, Stranger.Credentials));

        await ShouldBeAsync("IDX10503", await Browser.SignInAsync());
    }

    [Fact]
    public async Task A_token_that_does_not_name_its_key_is_IDX10517()
    {
        var key = new RsaSecurityKey(((RsaSecurityKey)Stranger.Credentials.Key).Rsa);
        var unnamed = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        using var forged = IdTokenForger.ReplaceIdToken(
            Stage.Backchannel, token => IdTokenForger.Remint(token, _ => { }, unnamed));

        await ShouldBeAsync("IDX10517", await Browser.SignInAsync());
    }

    [Fact]
    public async Task A_provider_that_publishes_no_keys_is_IDX10500()
    {
        await Stage.RestartChapterAsync();
        try
        {
            using var without = Stage.Backchannel.Answer(Endpoints.Keys, HttpStatusCode.OK, """{"keys":[]}""");

            await ShouldBeAsync("IDX10500", await Browser.SignInAsync());
        }
        finally
        {
            // The other tests of the class need a chapter that has read the keys.
            await Stage.RestartChapterAsync();
        }
    }

    private async Task ShouldBeAsync(string code, Page page)
    {
        Assert.Equal(code, page.Document.QuerySelector(".problem .eyebrow code")?.TextContent);
        Assert.NotEqual("The app rejected the ID token", page.Document.QuerySelector(".problem h1")?.TextContent);
        await ShouldBeRefusedAsync(page);
    }
}
