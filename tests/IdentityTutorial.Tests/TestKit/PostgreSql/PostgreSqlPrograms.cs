using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.TestKit.PostgreSql;

/// <summary>Finds PostgreSQL's programs on this machine and makes them run: they refuse to as root.</summary>
internal sealed class PostgreSqlPrograms
{
    // The account that Debian's package makes.
    private const string Account = "postgres";

    private static readonly string _suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    private readonly string _folder;

    private PostgreSqlPrograms(string folder) => _folder = folder;

    private static bool AsOtherAccount => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>Finds the newest PostgreSQL, or skips the test.</summary>
    public static PostgreSqlPrograms FindOrSkip()
    {
        if (Debian().Concat(OnPath()).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb" + _suffix))) is not { } folder)
        {
            RequiredTool.Missing("Tests with a database need PostgreSQL: `sudo apt-get install postgresql`, or put the folder with its initdb on the PATH.");
            return null;
        }

        return new(folder);
    }

    /// <summary>The command line that runs a program of PostgreSQL.</summary>
    public (string FileName, IReadOnlyList<string> Arguments) CommandLine(string program, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(_folder, program + _suffix);
        // setpriv becomes the program, so that the process started here is the server itself.
        return AsOtherAccount
            ? ("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--init-groups", path, .. arguments])
            : (path, [.. arguments]);
    }

    /// <summary>Runs a program of PostgreSQL to its end.</summary>
    public Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, string workingDirectory, CancellationToken cancellationToken)
    {
        var (fileName, all) = CommandLine(program, arguments);
        return Tool.RunAsync(fileName, all, workingDirectory, cancellationToken);
    }

    /// <summary>Gives a folder to the account that the programs run under, or skips the test where there is none.</summary>
    public static async Task HandOverAsync(string folder, CancellationToken cancellationToken)
    {
        if (AsOtherAccount && (await Tool.RunAsync("chown", ["-R", $"{Account}:{Account}", folder], folder, cancellationToken)).ExitCode != 0)
        {
            RequiredTool.Missing("PostgreSQL does not run as root, and there is no account \"postgres\" to run it under: run the tests as another user, or `apt-get install postgresql`.");
        }
    }

    // Debian puts each version in a folder of its own and none of the server's programs on the PATH.
    private static IEnumerable<string> Debian() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
                .Select(version => Path.Combine(version, "bin"))
            : [];

    private static string[] OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
