using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Applications;
using Sandbox.Persistence;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>Mistakes in the app registration that only the provider can find, as the sandbox answers them. Each is a chapter of its own.</summary>
/// <inheritdoc />
public abstract class RegistrationMistakeTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    /// <summary>How the client ids of the seed's samples begin.</summary>
    protected const string Sample = "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a";

    private const string Registered = Sample + "01";

    [Theory]
    [InlineData("AADSTS7000215", 400, SeededTenants.SignInChapter, 7111, "ClientCredentials:0:ClientSecret", "a-wrong-secret")]
    [InlineData("AADSTS7000222", 400, Sample + "11", 7301, "ResponseType", "code")]
    public Task A_refusal_that_comes_back_to_the_app_is_explained_there(string code, int status, string clientId, int port, string setting, string value) =>
        ShouldBeExplainedAsync(code, status, clientId, port, setting, value);

    [Fact]
    public virtual Task An_ID_token_that_the_registration_does_not_give_out_is_explained() =>
        ShouldBeExplainedAsync("AADSTS700054", 400, Sample + "01", 7291, "ResponseType", "id_token");

    [Theory]
    [InlineData("AADSTS700025", false)]
    [InlineData("AADSTS9002327", true)]
    public async Task A_redirect_URI_of_another_type_than_web_is_explained(string code, bool isOfSpa)
    {
        List<string> web = [];
        await ChangeAsync(app =>
        {
            web = app.RedirectUris;
            app.RedirectUris = [];
            app.SpaRedirectUris = isOfSpa ? web : [];
            app.PublicClientRedirectUris = isOfSpa ? [] : web;
        });
        try
        {
            await ShouldBeExplainedAsync(code, 400, Registered, 7291, "ResponseType", "code");
        }
        finally
        {
            await ChangeAsync(app =>
            {
                app.RedirectUris = web;
                app.SpaRedirectUris = [];
                app.PublicClientRedirectUris = [];
            });
        }
    }

    [Fact]
    public async Task Declining_consent_is_a_quiet_page()
    {
        await using var chapter = Start(Sample + "07", 7297, "ResponseType", "code");
        var consent = await Browser.FollowAsync(await Browser.PressAsync(await OpenAsync(chapter), "account", SeededTenants.Alice));
        Assert.True(consent.IsConsentPage());

        var page = await Browser.ContinueAsync(await Browser.PressAsync(consent, "consent", "decline"));

        Assert.Equal(200, (int)page.Status);
        Assert.Contains("You did not sign in", page.Text, StringComparison.Ordinal);
        Assert.Contains("AADSTS65004", page.Text, StringComparison.Ordinal);
        Assert.Null((await Browser.GetAsync(chapter.Address, from: null)).Document.QuerySelector("header .who"));
    }

    private Task ChangeAsync(Action<Application> change) =>
        Stage.Platform.Services.GetRequiredService<SandboxDatabase>().ChangeAsync(
            async db => change(await db.Set<Application>().SingleAsync(app => app.ClientId == Guid.Parse(Registered))),
            TestContext.Current.CancellationToken);

    private async Task ShouldBeExplainedAsync(string code, int status, string clientId, int port, string setting, string value)
    {
        await using var chapter = Start(clientId, port, setting, value);

        var page = await SignInAsync(chapter);

        ShouldExplainItself(page);
        Assert.Equal(chapter.Address.Authority, page.Address.Authority);
        Assert.Equal(status, (int)page.Status);
        Assert.Equal(code, page.Document.QuerySelector(".problem .eyebrow code")!.TextContent);
        Assert.Null((await Browser.GetAsync(chapter.Address, from: null)).Document.QuerySelector("header .who"));
    }

    private async Task<Page> OpenAsync(ChapterFactory<TMarker> chapter) => await Browser.OpenAsync(new Uri(chapter.Address, "/Home/Token").AbsoluteUri);

    /// <summary>Opens a protected page of the chapter and signs in.</summary>
    protected async Task<Page> SignInAsync(ChapterFactory<TMarker> chapter)
    {
        var page = await OpenAsync(chapter);
        return page.IsSignInPage() ? await Browser.ContinueAsync(await Browser.PressAsync(page, "account", SeededTenants.Alice)) : page;
    }

    /// <summary>The chapter with another registration and one setting changed.</summary>
    protected ChapterFactory<TMarker> Start(string clientId, int port, string setting, string value)
    {
        var chapter = new ChapterFactory<TMarker>(Stage.Network)
        {
            Address = new($"https://localhost:{port}"),
            Clock = Stage.Clock,
            Settings = new() { ["AzureAd:ClientId"] = clientId, [$"AzureAd:{setting}"] = value },
        };
        Stage.Network.Register(chapter.Address, () => chapter.Server.CreateHandler());
        return chapter;
    }
}
