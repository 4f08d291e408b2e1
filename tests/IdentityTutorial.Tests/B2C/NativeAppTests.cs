using System.Net;
using IdentityTutorial.Tests.EntraId;
using Sandbox.Applications;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>A native app for customers beside a web app with a secret, in one registration.</summary>
public sealed class NativeAppTests : IAsyncDisposable
{
    private static readonly SeededApp _native = Chapter with { RedirectUri = "msalorders://auth" };

    private readonly B2CFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Each_redirect_URI_decides_about_the_credential_of_its_code_and_refresh_token()
    {
        await _fixture.Wire.ChangeAsync(db =>
        {
            db.Set<Application>().Single(app => app.ClientId == Guid.Parse(Chapter.ClientId))
                .PublicClientRedirectUris.Add(_native.RedirectUri);
            return Task.CompletedTask;
        });
        await Table.ShouldHoldAsync(
            new[]
            {
                (App: Chapter, Refused: "", Code: 90079, Accepted: SeededApp.Secret),
                (App: _native, Refused: SeededApp.Secret, Code: 90084, Accepted: ""),
            },
            async row =>
            {
                using var browser = _fixture.NewBrowser();
                var answer = await SignCustomerInAsync(
                    browser,
                    AuthorizeAddress(PathOf(Susi), row.App, ("scope", $"openid offline_access {OrdersScope}")));

                IsRefused(await _fixture.RedeemAsync(answer, Susi, row.App, ("client_secret", row.Refused)), row.Code);
                var tokens = await _fixture.RedeemAsync(answer, Susi, row.App, ("client_secret", row.Accepted));
                var token = tokens["refresh_token"];
                IsRefused(await _fixture.RefreshAsync(token, changes: ("client_secret", row.Refused)), row.Code);
                var refreshed = await _fixture.RefreshAsync(token, changes: ("client_secret", row.Accepted));
                Assert.Equal(HttpStatusCode.OK, refreshed.Status);
            });
    }

    private static void IsRefused(TokenAnswer answer, int code) =>
        Assert.StartsWith($"AADB2C{code}:", answer["error_description"], StringComparison.Ordinal);
}
