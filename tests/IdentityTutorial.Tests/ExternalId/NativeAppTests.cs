using System.Net;
using IdentityTutorial.Tests.EntraId;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>A native app for customers beside a web app with a secret, in one registration.</summary>
public sealed class NativeAppTests
{
    [Fact]
    public async Task It_needs_no_credential()
    {
        await using var sandbox = new EntraIdFixture();
        const string native = "msalcustomers://auth";
        await sandbox.ChangeAsync(db =>
        {
            db.Set<Application>()
                .Single(each => each.ClientId == Guid.Parse(SeededTenants.ExternalIdChapter))
                .PublicClientRedirectUris.Add(native);
            return Task.CompletedTask;
        });
        using var browser = sandbox.NewBrowser();
        var answer = AnswerOf(await SignInAsync(
            browser,
            AuthorizeAddress(
                SeededTenants.Customers, new SeededApp(SeededTenants.ExternalIdChapter, native)),
            SeededTenants.Casey));
        (string, string)[] fields =
        [
            ("grant_type", "authorization_code"), ("client_id", SeededTenants.ExternalIdChapter),
            ("redirect_uri", native), ("code", answer["code"]),
        ];

        ProtocolAssert.IsError(
            await sandbox.TokenAsync(SeededTenants.Customers, null, [.. fields, ("client_secret", SeededApp.Secret)]),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            700025);
        var tokens = await sandbox.TokenAsync(SeededTenants.Customers, null, fields);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }
}
