using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>Compiles all chapters with one invocation of <c>dotnet build</c>.</summary>
/// <param name="guardian">Ends the compiler when the sandbox dies in the meantime.</param>
public sealed partial class ChapterBuild(ProcessGuardian guardian)
{
    private const int MaxErrorLines = 20;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10);

    // What the sandbox was built as, its chapters are built as.
    private static readonly string _configuration =
        typeof(ChapterBuild).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    /// <summary>What became of the chapters.</summary>
    /// <param name="Assemblies">Project file → built assembly, for those that compile.</param>
    /// <param name="Errors">Project file → the compiler's lines, for the others.</param>
    public sealed record Result(IReadOnlyDictionary<string, string> Assemblies, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors);

    /// <summary>Builds the projects; one that does not compile does not stop the others.</summary>
    /// <param name="traversal">Path of <c>chapters.proj</c>.</param>
    /// <param name="projects">Full paths of the chapters' project files.</param>
    /// <param name="cancellation">Ends the compiler.</param>
    public async Task<Result> RunAsync(string traversal, IReadOnlyCollection<string> projects, CancellationToken cancellation)
    {
        var list = Path.GetTempFileName();
        try
        {
            var start = DotnetHost.Command("build", traversal, "--configuration", _configuration, "-nologo", "-verbosity:quiet", "-nodeReuse:false");
            // As environment variables, because semicolons on the command line separate properties.
            start.Environment["ChapterProjects"] = string.Join(';', projects);
            start.Environment["BuiltChapters"] = list;
            ProcessIdentity? compiler = null;
            var output = await ToolProcess.RunAsync(start, _limit, Watch, cancellation);
            guardian.Forget(compiler);
            var assemblies = ReadAssemblies(await File.ReadAllLinesAsync(list, cancellation));
            return new Result(assemblies, projects.Except(assemblies.Keys).ToDictionary(
                project => project,
                IReadOnlyList<string> (project) => ErrorsOf(project, output, projects)));

            void Watch(Process process) => compiler = guardian.Watch(process);
        }
        finally
        {
            File.Delete(list);
        }
    }

    private static Dictionary<string, string> ReadAssemblies(IEnumerable<string> lines) => lines
        .Select(line => line.Split('|'))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1]);

    // A line ends with the project it is about. One about a shared library belongs to every chapter that failed.
    private static string[] ErrorsOf(string project, ToolProcess.Result output, IReadOnlyCollection<string> projects)
    {
        var lines = output.Lines
            .Select(line => ErrorLine().Match(line))
            .Where(match => match.Success && (match.Groups["project"].Value == project || !projects.Contains(match.Groups["project"].Value)))
            .Select(match => match.Groups["message"].Value.Trim())
            .Distinct()
            .Take(MaxErrorLines)
            .ToArray();
        return lines.Length > 0 ? lines : [.. output.Lines.Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(MaxErrorLines)];
    }

    [GeneratedRegex(@"^(?<message>.*\berror\b.*?)(\s\[(?<project>[^\]]+?)(::[^\]]*)?\])?$", RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();
}
