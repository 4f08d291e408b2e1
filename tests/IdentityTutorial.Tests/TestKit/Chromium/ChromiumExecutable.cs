namespace IdentityTutorial.Tests.TestKit.Chromium;

/// <summary>Finds the Chromium on this machine; the tests download none.</summary>
internal static class ChromiumExecutable
{
    private static readonly string[] _wellKnown =
    [
        "/usr/bin/chromium-headless-shell", // the same engine without the browser around it: half the time for a page
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application", "chrome.exe"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft", "Edge", "Application", "msedge.exe"),
    ];

    public static string FindOrSkip()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } chosen)
        {
            if (!File.Exists(chosen))
            {
                RequiredTool.Missing($"CHROMIUM_PATH names {chosen}, which does not exist.");
            }

            return chosen;
        }

        if (_wellKnown.FirstOrDefault(File.Exists) is { } found)
        {
            return found;
        }

        RequiredTool.Missing("Browser tests need Chromium: `sudo apt-get install chromium`, or set CHROMIUM_PATH to a Chromium, Chrome or Edge executable.");
        return null;
    }
}
