using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>Compiles the chapters with one invocation of <c>dotnet build</c>.</summary>
/// <param name="guardian">Ends the compiler when the sandbox dies in the meantime.</param>
public sealed partial class ChapterBuild(ProcessGuardian guardian)
{
    private const int MaxErrorLines = 20;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10);

    // What the sandbox was built as, its chapters are built as.
    private static readonly string _configuration =
        typeof(ChapterBuild).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    /// <summary>What became of one chapter.</summary>
    /// <param name="Project">Its project file.</param>
    /// <param name="Assembly">The built assembly; <see langword="null"/> when it does not compile.</param>
    /// <param name="Errors">The compiler's lines then.</param>
    public sealed record Outcome(string Project, string? Assembly, IReadOnlyList<string> Errors);

    /// <summary>Builds the projects; one that does not compile does not stop the others.</summary>
    /// <param name="traversal">Path of <c>chapters.proj</c>.</param>
    /// <param name="projects">Full paths of the chapters' project files.</param>
    /// <param name="cancellation">Ends the compiler.</param>
    /// <returns>Each chapter as soon as it is built, and at the end those that do not compile.</returns>
    public async IAsyncEnumerable<Outcome> RunAsync(
        string traversal, IReadOnlyCollection<string> projects, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var outcomes = Channel.CreateUnbounded<Outcome>();
        var compilation = CompileAsync(traversal, projects, outcomes.Writer, cancellation);

        // Without the token, because the end of the sandbox waits until the compiler is gone.
        await foreach (var outcome in outcomes.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return outcome;
        }

        await compilation;
    }

    private async Task CompileAsync(string traversal, IReadOnlyCollection<string> projects, ChannelWriter<Outcome> outcomes, CancellationToken cancellation)
    {
        var built = new ConcurrentDictionary<string, string>();
        try
        {
            var start = DotnetHost.Command("build", traversal, "--configuration", _configuration, "-nologo", "-verbosity:minimal", "-nodeReuse:false");
            // As an environment variable, because semicolons on the command line separate properties.
            start.Environment["ChapterProjects"] = string.Join(';', projects);
            ProcessIdentity? compiler = null;
            var output = await ToolProcess.RunAsync(start, _limit, process => compiler = guardian.Watch(process), Read, cancellation);
            guardian.Forget(compiler);
            cancellation.ThrowIfCancellationRequested();
            foreach (var project in projects.Except(built.Keys))
            {
                outcomes.TryWrite(new Outcome(project, Assembly: null, ErrorsOf(project, output, projects)));
            }
        }
        finally
        {
            outcomes.Complete();
        }

        void Read(string line)
        {
            if (line.Trim().Split('|') is ["built", var project, var assembly]
                && projects.Contains(project)
                && built.TryAdd(project, assembly))
            {
                outcomes.TryWrite(new Outcome(project, assembly, []));
            }
        }
    }

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
