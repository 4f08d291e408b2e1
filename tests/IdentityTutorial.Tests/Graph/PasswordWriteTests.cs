using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Passwords are set by administrators, and changed by users, through Graph.</summary>
public sealed class PasswordWriteTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Self = "Directory.AccessAsUser.All";
    private const string Mismatch = "current password does not match";

    [Fact]
    public async Task A_new_password_ends_what_the_former_one_began()
    {
        var (id, name) = await graph.CreateUserAsync();
        var refresh = (await graph.SignInWithPasswordAsync(name, SeededTenants.Password))["refresh_token"];
        graph.Login.Clock.Advance(TimeSpan.FromSeconds(1));

        var changed = await graph.AsAdministratorAsync(
            "User-PasswordProfile.ReadWrite.All", "PATCH", $"/users/{id}",
            """{"passwordProfile":{"password":"Another-2026!"}}""");

        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        ProtocolAssert.IsError(
            await graph.Login.RefreshAsync(SeededApp.SignIn, refresh),
            HttpStatusCode.BadRequest,
            "invalid_grant",
            50173);
        Assert.NotEmpty((await graph.SignInWithPasswordAsync(name, "Another-2026!"))["access_token"]);
    }

    [Fact]
    public async Task Users_change_their_own_password_when_they_know_it()
    {
        var (_, name) = await graph.CreateUserAsync();
        var token = await graph.TokenAsync(name, Self);

        var wrong = await ChangeAsync(token, "Wrong-2026!");
        graph.Login.Clock.Advance(TimeSpan.FromSeconds(1));
        var right = await ChangeAsync(token, SeededTenants.Password);

        GraphAssert.IsError(wrong, 400, "Request_BadRequest", Mismatch);
        Assert.Equal(HttpStatusCode.NoContent, right.Status);
        GraphAssert.IsError(await graph.GetAsync(token, "/me"), 401, "InvalidAuthenticationToken");
        Assert.NotEmpty((await graph.SignInWithPasswordAsync(name, "Another-2026!"))["access_token"]);
    }

    [Fact]
    public async Task Wrong_guesses_of_the_current_password_lock_the_account_as_those_on_the_sign_in_page_do()
    {
        var (_, name) = await graph.CreateUserAsync();
        var token = await graph.TokenAsync(name, Self);
        for (var failure = 0; failure < 10; failure++)
        {
            GraphAssert.IsError(await ChangeAsync(token, "Wrong-2026!"), 400, "Request_BadRequest", Mismatch);
        }

        var locked = await ChangeAsync(token, SeededTenants.Password);
        using var browser = graph.Login.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn));

        GraphAssert.IsError(locked, 400, "Request_BadRequest", "The account is locked");
        ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, name), 50053);
        graph.Login.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(token, SeededTenants.Password)).Status);
    }

    [Fact]
    public async Task The_right_current_password_forgets_the_wrong_ones()
    {
        var (_, name) = await graph.CreateUserAsync();
        var token = await graph.TokenAsync(name, Self);
        for (var round = 0; round < 2; round++)
        {
            for (var failure = 0; failure < 9; failure++)
            {
                GraphAssert.IsError(await ChangeAsync(token, "Wrong-2026!"), 400, "Request_BadRequest", Mismatch);
            }

            var right = await ChangeAsync(token, SeededTenants.Password, SeededTenants.Password);
            Assert.Equal(HttpStatusCode.NoContent, right.Status);
        }
    }

    [Fact]
    public async Task Many_guesses_at_once_are_no_more_than_ten()
    {
        var (_, name) = await graph.CreateUserAsync();
        var token = await graph.TokenAsync(name, Self);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => ChangeAsync(token, "Wrong-2026!")));

        var messages = answers.Select(answer => answer.Body["error"]!["message"]!.GetValue<string>()).ToList();
        Assert.Equal(10, messages.Count(message => message.Contains(Mismatch, StringComparison.Ordinal)));
        Assert.Equal(20, messages.Count(message => message.Contains("is locked", StringComparison.Ordinal)));
    }

    private Task<GraphAnswer> ChangeAsync(string token, string current, string next = "Another-2026!") =>
        graph.SendAsync(
            token, "POST", "/me/changePassword", $$"""{"currentPassword":"{{current}}","newPassword":"{{next}}"}""");
}
