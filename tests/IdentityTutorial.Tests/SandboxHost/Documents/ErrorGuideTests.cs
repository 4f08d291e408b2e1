using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IdentityTutorial.Tests.TestKit;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sandbox.Protocol.Errors;

namespace IdentityTutorial.Tests.SandboxHost.Documents;

/// <summary>The links of the error pages to the document that explains errors.</summary>
public sealed class ErrorGuideTests
{
    private const string Link = "a[href^='/sandbox/docs/errors/']";

    private static readonly string _unregistered =
        $"/{SeededTenants.Contoso}/oauth2/v2.0/authorize?client_id={SeededTenants.SignInChapter}"
            + "&redirect_uri=https://other.example/";

    [Theory]
    [InlineData("/error?code=AADSTS50011", "/sandbox/docs/errors/AADSTS50011")]
    [InlineData("/error?code=AADB2C90088", "/sandbox/docs/errors/AADB2C90088")]
    [InlineData("/error?code=AADSTS90023", null)]
    public async Task An_error_page_links_to_the_section_about_its_error_if_there_is_one(string path, string? address)
    {
        await using var sandbox = new SandboxFactory();

        var page = await OpenAsync(sandbox.CreateWireClient(), path);

        Assert.Equal(address, page.QuerySelector(Link)?.GetAttribute("href"));
    }

    [Fact]
    public async Task Without_documents_an_error_page_has_no_link_to_them()
    {
        await using var sandbox = new SandboxFactory();
        await using var alone = sandbox.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services => services.RemoveAll<IErrorGuide>()));

        Assert.NotNull((await OpenAsync(sandbox.CreateWireClient(), _unregistered)).QuerySelector(Link));
        var page = await OpenAsync(alone.CreateClient(new() { BaseAddress = SandboxFactory.Address }), _unregistered);
        Assert.Equal("AADSTS50011", page.QuerySelector(".error-code")!.TextContent);
        Assert.Null(page.QuerySelector(Link));
    }

    private static async Task<IHtmlDocument> OpenAsync(HttpClient client, string path)
    {
        using (client)
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new HtmlParser().ParseDocument(html);
        }
    }
}
