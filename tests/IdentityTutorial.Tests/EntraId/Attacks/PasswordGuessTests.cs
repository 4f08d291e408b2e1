using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Passwords of an organization's users are guessed, by apps and on the sign-in page.</summary>
public sealed class PasswordGuessTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_for_apps_and_for_the_page()
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        for (var failure = 0; failure < 5; failure++)
        {
            await RefusedAsync(50126, SeededTenants.Alice, "wrong");
            ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, SeededTenants.Alice, "wrong"), 50126);
        }

        await RefusedAsync(50053, SeededTenants.Alice.ToUpperInvariant(), SeededTenants.Password);
        ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, SeededTenants.Alice), 50053);
        Assert.Equal(HttpStatusCode.OK, (await PasswordFlow.ExchangeAsync(_fixture, SeededTenants.Bob)).Status);

        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await PasswordFlow.ExchangeAsync(_fixture)).Status);
        await RefusedAsync(50126, SeededTenants.Alice, "wrong");
    }

    [Fact]
    public async Task Many_guesses_at_once_are_no_more_than_ten()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => PasswordFlow.ExchangeAsync(_fixture, password: "wrong")));

        Assert.Equal(10, answers.Count(answer => answer.Body["error_codes"]![0]!.GetValue<int>() == 50126));
        Assert.Equal(20, answers.Count(answer => answer.Body["error_codes"]![0]!.GetValue<int>() == 50053));
    }

    [Fact]
    public async Task Wrong_passwords_of_a_guest_lock_the_account_at_home()
    {
        var atHome = PasswordFlow.As(SeededApp.MultiTenant);
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        for (var failure = 0; failure < 5; failure++)
        {
            await RefusedAsync(50126, SeededTenants.Gus, "wrong");
            ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, SeededTenants.Gus, "wrong"), 50126);
        }

        await RefusedAsync(50053, SeededTenants.Gus, SeededTenants.Password);
        await RefusedAsync(50053, SeededTenants.Gus, SeededTenants.Password, SeededTenants.Fabrikam, atHome);
        ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, SeededTenants.Gus), 50053);

        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await PasswordFlow.ExchangeAsync(_fixture, SeededTenants.Gus)).Status);
    }

    [Fact]
    public async Task Unknown_names_lock_nobody_out()
    {
        for (var failure = 0; failure < 12; failure++)
        {
            await RefusedAsync(50034, "nobody@contoso.example", "wrong");
        }
    }

    [Fact]
    public async Task What_is_known_of_customers_and_of_other_tenants_does_not_help()
    {
        var customer = "";
        await _fixture.ReadAsync(async db => customer =
            (await db.Set<User>().FirstAsync(user => user.Mail == SeededTenants.Casey, Token)).UserPrincipalName);

        await RefusedAsync(50034, SeededTenants.Casey, SeededTenants.Password);
        await RefusedAsync(
            50034, customer, SeededTenants.Password, SeededTenants.Customers, PasswordFlow.As(ExternalId.Customer.App));
        await RefusedAsync(
            50034,
            SeededTenants.Casey,
            SeededTenants.Password,
            SeededTenants.Customers,
            PasswordFlow.As(ExternalId.Customer.App));
        await RefusedAsync(
            50034, customer, SeededTenants.Password, "organizations", PasswordFlow.As(SeededApp.MultiTenant));
        foreach (var name in new[] { "eve@fabrikam.example", "nobody@fabrikam.example" })
        {
            await RefusedAsync(50020, name, SeededTenants.Password);
            await RefusedAsync(50020, name, "wrong");
        }
    }

    [Fact]
    public async Task A_password_that_is_changed_ends_what_the_former_one_gave()
    {
        var tokens = await PasswordFlow.ExchangeAsync(_fixture);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await _fixture.ChangeAsync(async db =>
            (await db.Set<User>().SingleAsync(user => user.UserPrincipalName == SeededTenants.Alice, Token))
                .TokensValidFrom = _fixture.Clock.GetUtcNow());

        ProtocolAssert.IsError(
            await _fixture.RefreshAsync(SeededApp.Public, tokens["refresh_token"], ("client_secret", "")),
            HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    [Fact]
    public async Task A_script_on_a_website_cannot_try_passwords()
    {
        var answer = await _fixture.TokenFromBrowserAsync(
            "http://localhost:7304", SeededTenants.Contoso,
            ("grant_type", "password"), ("client_id", SeededApp.Public.ClientId), ("username", SeededTenants.Alice),
            ("password", SeededTenants.Password),
            ("scope", "openid"));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 9002326);
    }

    [Fact]
    public async Task The_wire_has_no_password()
    {
        const string secret = "Guess-Of-Mine-77";
        await RefusedAsync(50126, SeededTenants.Alice, secret);
        using var wire = _fixture.Sandbox.CreateWireClient();

        Assert.DoesNotContain(
            secret, await wire.GetStringAsync("/sandbox/api/exchanges", Token), StringComparison.Ordinal);
    }

    private async Task RefusedAsync(
        int code, string userName, string password, string tenant = SeededTenants.Contoso,
        params IEnumerable<(string, string)> changes)
    {
        var answer = await PasswordFlow.ExchangeAtAsync(_fixture, tenant, userName, password, changes);
        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", code);
    }
}
