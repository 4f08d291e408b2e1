using System.Net;
using AzureADB2CSignIn.Controllers;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>A custom policy signs with a key of its own, which the tenant rotates on its own.</summary>
public sealed class PolicyKeyTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    private const string Custom = "B2C_1A_SIGNUP_SIGNIN";

    [Fact]
    public async Task A_custom_policy_with_a_key_of_its_own_signs_in_beside_the_user_flows()
    {
        await Stage.RestartChapterAsync(); // the chapter has not read the policy's keys yet
        using var own = new IdTokenForger();
        using var published = Publish(own);
        using var signed = Sign(own);
        await SignInAsCaseyAsync();

        Assert.Equal("/Home/Compare", (await Browser.OpenAsync(RunPath(Custom))).Address.PathAndQuery);
    }

    [Fact]
    public async Task After_a_rotation_of_its_key_at_most_one_run_of_the_policy_has_to_be_tried_again()
    {
        await Stage.RestartChapterAsync();
        using var old = new IdTokenForger();
        using var next = new IdTokenForger();
        await SignInAsCaseyAsync();
        using (Publish(old))
        using (Sign(old))
        {
            Assert.Equal("/Home/Compare", (await Browser.OpenAsync(RunPath(Custom))).Address.PathAndQuery);
        }

        using var published = Publish(next);
        using var signed = Sign(next);
        var refused = await Browser.OpenAsync(RunPath(Custom));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("signature cannot be checked", refused.Text, StringComparison.Ordinal);
        ShouldBe("Casey Cole", refused);

        await UntilAsync(async () => await KnowsAsync(next));
        Assert.Equal("/Home/Compare", (await Browser.OpenAsync(RunPath(Custom))).Address.PathAndQuery);
        ShouldBe("Casey Cole", await Browser.GetAsync("/"));
    }

    private static bool IsCustom(Uri address) => address.AbsolutePath.Contains(Custom, StringComparison.OrdinalIgnoreCase);

    /// <summary>Has the custom policy publish this key and no other.</summary>
    private IDisposable Publish(IdTokenForger forger) =>
        Stage.Backchannel.Rewrite(address => Endpoints.Keys(address) && IsCustom(address), _ => forger.KeySet);

    /// <summary>Signs the custom policy's tokens, and leaves those of the user flows alone.</summary>
    private IDisposable Sign(IdTokenForger forger) => IdTokenForger.ReplaceIdToken(Stage.Backchannel, token =>
        IsOf(token) ? IdTokenForger.Remint(token, _ => { }, forger.Credentials) : token);

    private static bool IsOf(string token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).TryGetPayloadValue<string>("acr", out var policy)
        && string.Equals(policy, Custom, StringComparison.OrdinalIgnoreCase);

    /// <summary>The library fetches keys in the background; whoever reads the error page before trying again gives it the time.</summary>
    private async Task<bool> KnowsAsync(IdTokenForger forger)
    {
        var options = Stage.Chapter.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        var metadata = await Stage.Chapter.Services.GetRequiredService<AzureADB2CSignIn.Identity.UserFlows>().ReadMetadataAsync(Custom, options, TestContext.Current.CancellationToken);
        return metadata.SigningKeys.Any(key => key.KeyId == forger.Credentials.Key.KeyId);
    }

    private static async Task UntilAsync(Func<Task<bool>> happened)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        while (!await happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
