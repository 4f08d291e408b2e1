using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The page of an app that lists what is not there any more.</summary>
public sealed class GoneApiTests
{
    [Theory]
    [InlineData("API deleted")]
    [InlineData("API disabled")]
    [InlineData("scope disabled")]
    public async Task The_code_and_the_sign_in_leave_it_out(string change)
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var api = Guid.Parse(ClientIdOf(await RegisterAsync(browser, "api", ("scope", "x.read"))));
        var app = ClientIdOf(await RegisterAsync(browser, "web", ("permission", $"{api}/x.read")));
        await fixture.ChangeAsync(async db =>
        {
            var registered = await db.Set<Application>().SingleAsync(each => each.ClientId == api, Token);
            var scope = await db.Set<ApiScope>().SingleAsync(each => each.ResourceId == api, Token);
            registered.DeletedAt = change == "API deleted" ? fixture.Clock.GetUtcNow() : null;
            registered.IsDisabled = change == "API disabled";
            scope.IsEnabled = change != "scope disabled";
        });

        var page = await browser.GetAsync($"{ConnectForms.Address}/{app}");
        var tried = await TryAsync(browser, page, "web");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("x.read", string.Concat(CodeOf(page)), StringComparison.Ordinal);
        Assert.Contains("You are signed in", tried.Text, StringComparison.Ordinal);
    }
}
