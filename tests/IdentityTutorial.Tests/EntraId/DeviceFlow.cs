using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>A device without a browser, and the person who types its code.</summary>
/// <param name="fixture">The sandbox.</param>
public sealed class DeviceFlow(EntraIdFixture fixture)
{
    /// <summary>The page that the device sends people to.</summary>
    public const string Page = "/devicelogin";

    private const string Grant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>The device asks for codes; changes replace parameters, an empty value leaves one out.</summary>
    public async Task<TokenAnswer> StartAsync(string tenant = SeededTenants.Contoso, params IEnumerable<(string Name, string Value)> changes)
    {
        var fields = new Dictionary<string, string> { ["client_id"] = SeededApp.Public.ClientId, ["scope"] = "openid profile offline_access User.Read" };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{tenant}/oauth2/v2.0/devicecode")
        {
            Content = new FormUrlEncodedContent(fields.Where(pair => pair.Value.Length > 0)),
        };
        return await fixture.SendAsync(request);
    }

    /// <summary>The device asks for its tokens.</summary>
    public Task<TokenAnswer> PollAsync(TokenAnswer started, string tenant = SeededTenants.Contoso, params IEnumerable<(string Name, string Value)> changes) =>
        fixture.TokenAsync(tenant, authorization: null, [("grant_type", Grant), ("client_id", SeededApp.Public.ClientId), ("device_code", started["device_code"]), .. changes]);

    /// <summary>A person types the code.</summary>
    public static async Task<Page> TypeAsync(TestBrowser browser, string userCode)
    {
        var page = await OpenAsync(browser, Page);
        return await AtSandboxAsync(browser, await browser.SubmitAsync(page, page.Form(), ("user_code", userCode)));
    }

    /// <summary>A person types the code and picks an account, and confirms a second factor where one is needed.</summary>
    public static async Task<Page> SignInAsync(TestBrowser browser, string userCode, string account = SeededTenants.Alice)
    {
        var page = await PressAsync(browser, await TypeAsync(browser, userCode), "account", account);
        return page.Address.AbsolutePath.StartsWith("/multi-factor/", StringComparison.Ordinal)
            ? await PressAsync(browser, page, "action", "verify", ("code", page.Document.QuerySelector("code")!.TextContent))
            : page;
    }

    /// <summary>A person does all of it.</summary>
    public static async Task<Page> ApproveAsync(TestBrowser browser, string userCode, string account = SeededTenants.Alice) =>
        await PressAsync(browser, await SignInAsync(browser, userCode, account), "action", "continue");
}
