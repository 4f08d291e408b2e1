using System.CommandLine;
using System.CommandLine.Help;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Sandbox.Hosting;

/// <summary>The sandbox's command line: its options, its help, and the sentence that an unknown option gets.</summary>
public static partial class CommandLine
{
    private static readonly string[] _helpNames = ["--help", "-h", "-?", "/h", "/?"];

    /// <summary>Reads the command line. Help and mistakes are answered here.</summary>
    /// <param name="args">The arguments as the process got them.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where a mistake is named.</param>
    /// <param name="arguments">What was asked for, when the sandbox is to run.</param>
    /// <param name="exitCode">0 after help, 2 after a mistake.</param>
    /// <returns>Whether the sandbox is to run.</returns>
    public static bool TryParse(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, [NotNullWhen(true)] out SandboxArguments? arguments, out int exitCode)
    {
        var noChapters = new Option<bool>("--no-chapters") { Description = "Run the platform alone, without the tutorial's chapters." };
        var urls = new Option<string>("--urls")
        {
            Description = $"Listen somewhere else than {SandboxArguments.DefaultUrl}. The chapters that the sandbox starts follow it.",
            HelpName = "url",
        };
        var allowRemote = new Option<bool>("--allow-remote")
        {
            Description = "Accept an address that other machines can reach. Everybody there can sign in as anybody.",
        };
        var command = new RootCommand(
            "A local identity platform for learning and testing. A setting is given as --Section:Key=value.") { noChapters, urls, allowRemote };

        var settings = args.Where(IsSetting).ToArray();
        var parsed = command.Parse([.. args.Where(argument => !IsSetting(argument))]);
        arguments = null;
        exitCode = 0;
        if (args.Any(_helpNames.Contains))
        {
            WriteHelp(command, output);
            return false;
        }

        if (parsed.Errors.Count > 0)
        {
            error.WriteLine(parsed.UnmatchedTokens is [var unknown, ..]
                ? $"'{unknown}' is not an option of the sandbox."
                : parsed.Errors[0].Message);
            error.WriteLine();
            WriteHelp(command, error);
            exitCode = 2;
            return false;
        }

        arguments = new SandboxArguments
        {
            NoChapters = parsed.GetValue(noChapters),
            Urls = parsed.GetValue(urls),
            AllowRemote = parsed.GetValue(allowRemote),
            Settings = settings,
        };
        return true;
    }

    // The test host hands its settings over in this form as well, and each section once more without a value.
    private static bool IsSetting(string argument) => SettingPattern().IsMatch(argument);

    [GeneratedRegex("^--(environment|contentRoot|applicationName|webroot|[^=:]+:[^=]+|[^=:]+(?==$))=", RegexOptions.IgnoreCase)]
    private static partial Regex SettingPattern();

    private static void WriteHelp(RootCommand command, TextWriter writer) =>
        command.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = writer, Error = writer });
}
