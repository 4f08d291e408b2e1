using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.TestKit.Chromium;

/// <summary>Chromium without a window, driven by Playwright, which trusts the development certificate and asks nothing of the internet.</summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    private static readonly float _patience = (float)Patience.Limit.TotalMilliseconds;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private ChromiumBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts Chromium, or skips the test where there is none.</summary>
    /// <param name="certificate">The certificate to trust.</param>
    /// <param name="hostRules">Chromium's <c>--host-resolver-rules</c>, such as <c>MAP localhost:7111 localhost:40123</c>.</param>
    public static async Task<ChromiumBrowser> StartAsync(DevelopmentCertificate? certificate = null, string? hostRules = null)
    {
        var executable = ChromiumExecutable.FindOrSkip();
        Assertions.SetDefaultExpectTimeout(_patience);
        var playwright = await Playwright.CreateAsync();
        try
        {
            return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Headless = true, Args = Arguments(certificate, hostRules) }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>Opens a tab in a profile of its own: no cookies, nobody signed in.</summary>
    public async Task<WatchedPage> NewPageAsync(PageOptions? options = null)
    {
        options ??= new();
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = options.Width, Height = options.Height },
            ColorScheme = options.Dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = options.JavaScript,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(_patience);
        return await WatchedPage.OpenAsync(context);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string[] Arguments(DevelopmentCertificate? certificate, string? hostRules) =>
    [
        "--no-sandbox", // the test machine is often a container, where Chromium's own sandbox cannot start; only our own pages are opened
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        .. certificate is null ? [] : new[] { $"--ignore-certificate-errors-spki-list={certificate.PublicKeyHash}" },
        .. hostRules is null ? [] : new[] { $"--host-resolver-rules={hostRules}" },
    ];
}
