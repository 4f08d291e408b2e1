using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

/// <summary>The pages of the sandbox that the causes and fixes of errors name.</summary>
public sealed partial class PagesInErrorTextsTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task Every_page_that_a_cause_or_a_fix_names_is_there()
    {
        using var browser = fixture.NewBrowser();
        var list = await browser.GetAsync("/error?show=produced");
        var codes = list.Document.QuerySelectorAll("table.codes tbody th a").Select(link => link.TextContent).ToList();
        Assert.Contains(codes, code => code.StartsWith("AADB2C", StringComparison.Ordinal));
        var named = new List<(string Code, string Path)>();
        foreach (var code in codes)
        {
            var text = (await browser.GetAsync($"/error?code={code}")).Document.QuerySelector("section")!.TextContent;
            named.AddRange(OwnPage().Matches(text).Select(match => (code, match.Value)));
        }

        Assert.Contains(named, each => each.Path == "/sandbox/connect");
        await Table.ShouldHoldAsync(
            named, async each => Assert.NotNull(SandboxEndpoint.Of(await OpenAsync(each.Path))));
    }

    private Task<HttpContext> OpenAsync(string path) => fixture.Sandbox.Server.SendAsync(
        context =>
        {
            context.Request.Scheme = "https";
            context.Request.Host = new HostString(SandboxFactory.Address.Authority);
            context.Request.Path = path;
        },
        EntraIdFixture.Token);

    [GeneratedRegex("/sandbox/[A-Za-z0-9/-]*[A-Za-z0-9]")]
    private static partial Regex OwnPage();
}
