using System.Net;
using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>
/// Cancelling at each later step of each flow: the session stays, and a quiet notice says so. The first steps are those of
/// <see cref="ChangeOfMindTests"/>. Casey's mailbox gets five codes in the sandbox that
/// the tests share, and would not get a sixth one.
/// </summary>
public sealed class CancelEverywhereTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Theory]
    [InlineData("reset: code")]
    [InlineData("reset: new password")]
    [InlineData("edit: form with a mistake")]
    [InlineData("edit: back from a provider")]
    [InlineData("edit: linked")]
    public async Task A_session_stays_as_it_was(string step)
    {
        await SignInAsCaseyAsync();
        var before = Session;
        var page = step.StartsWith("reset", StringComparison.Ordinal)
            ? await ResetUntilAsync(await Browser.OpenAsync(ResetPath), step)
            : await EditUntilAsync(await Browser.OpenAsync(EditPath), step);

        page = await Browser.ContinueAsync(await Browser.PressAsync(page, "action", "cancel"));

        Assert.Equal((HttpStatusCode.OK, "/"), (page.Status, page.Address.PathAndQuery));
        Assert.StartsWith("You canceled.", Notice(page), StringComparison.Ordinal);
        await ShouldStillBeCaseyAsync(before);
    }

    [Theory]
    [InlineData("sign-in refused")]
    [InlineData("sign-up: mailbox")]
    [InlineData("sign-up: code")]
    [InlineData("sign-up: details")]
    [InlineData("sign-up: refused")]
    [InlineData("sign-up: address is taken")]
    [InlineData("forgotten: code")]
    [InlineData("forgotten: new password")]
    [InlineData("back from a provider")]
    [InlineData("social details")]
    [InlineData("social link")]
    public async Task Whoever_has_no_session_has_none_afterwards(string step)
    {
        var page = await EnterUntilAsync(await Browser.OpenAsync("/Home/Profile"), step);

        page = await Browser.ContinueAsync(await Browser.PressAsync(page, "action", "cancel"));

        Assert.Equal((HttpStatusCode.OK, "/"), (page.Status, page.Address.PathAndQuery));
        Assert.StartsWith("You did not sign in", Notice(page), StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync();
        ShouldBe("Casey Cole", await Browser.SignInAsync());
    }

    private async Task<Page> EnterUntilAsync(Page page, string step) => step switch
    {
        "sign-in refused" => await Browser.TypePasswordAsync(page, SeededTenants.Casey, "wrong"),
        "sign-up: mailbox" => await PressAsync(page, "action", "signup"),
        "sign-up: details" => await Browser.ProveMailboxAsync(await PressAsync(page, "action", "signup"), "noa@customer.example"),
        "sign-up: code" => await SendAsync(await PressAsync(page, "action", "signup"), "noa@customer.example"),
        "sign-up: refused" => await PressAsync(await Browser.ProveMailboxAsync(await PressAsync(page, "action", "signup"), "noa@customer.example"), "action", "create", ("newPassword", "weak")),
        "sign-up: address is taken" => await Browser.ProveMailboxAsync(await PressAsync(page, "action", "signup"), SeededTenants.Casey),
        "forgotten: code" => await SendAsync(await PressAsync(page, "action", "forgot"), SeededTenants.Casey),
        "forgotten: new password" => await Browser.ProveMailboxAsync(await PressAsync(page, "action", "forgot"), SeededTenants.Casey),
        "back from a provider" => await AtProviderAsync(page, "gitpond", "action", "cancel"),
        "social details" => await AtProviderAsync(page, "glimpse", "account", "noor.nasser"),
        "social link" => await AtProviderAsync(page, "glimpse", "account", "casey.cole"),
        _ => page,
    };

    private async Task<Page> ResetUntilAsync(Page page, string step) => step switch
    {
        "reset: code" => await SendAsync(page, SeededTenants.Casey),
        _ => await Browser.ProveMailboxAsync(page, SeededTenants.Casey),
    };

    private async Task<Page> EditUntilAsync(Page page, string step) => step switch
    {
        "edit: form with a mistake" => await PressAsync(page, "action", "save", ("displayName", "")),
        "edit: back from a provider" => await AtProviderAsync(page, "glimpse", "action", "cancel"), // GitPond is linked as soon as the next row has run
        "edit: linked" => await AtProviderAsync(page, "gitpond", "account", "tove-lind"),
        _ => page,
    };

    private Task<Page> SendAsync(Page page, string email) => PressAsync(page, "action", "send", ("email", email));

    private async Task<Page> PressAsync(Page page, string button, string value, params IEnumerable<(string, string)> fields) =>
        await Browser.FollowAsync(await Browser.PressAsync(page, button, value, fields));

    private async Task<Page> AtProviderAsync(Page page, string provider, string button, string value)
    {
        page = await Browser.PressAsync(await PressAsync(page, "provider", provider), button, value);
        return await Browser.ClickAsync(page, "Continue");
    }
}
