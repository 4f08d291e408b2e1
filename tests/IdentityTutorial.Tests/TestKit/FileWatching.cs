using System.Runtime.CompilerServices;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Hosts under test, and the processes they start, do not watch their files: nobody edits them, and on Linux a user has 128 watchers
/// (inotify instances) by default, which hundreds of short-lived hosts would use up.
/// </summary>
internal static class FileWatching
{
    [ModuleInitializer]
    internal static void TurnOff()
    {
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "true");
    }
}
