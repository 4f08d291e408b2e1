using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sandbox.Connect;

/// <summary>
/// What a developer pastes into an app to use one client library: the content of one file in <c>Snippets</c>. The file
/// begins with lines of the form <c>name: value</c>. A line that begins with <c>===</c> and a file name begins a file.
/// </summary>
internal sealed partial record Snippet
{
    private const string FileMark = "=== ";

    private static readonly Lazy<IReadOnlyList<Snippet>> _all = new(ReadAll);

    /// <summary>All snippets in the order of their file names.</summary>
    public static IReadOnlyList<Snippet> All => _all.Value;

    /// <summary>The name of the file, without its number.</summary>
    public required string Name { get; init; }

    /// <summary>The client library.</summary>
    public required string Title { get; init; }

    /// <summary>The platform under whose heading it stands.</summary>
    public required string Platform { get; init; }

    /// <summary>The commands that install it; empty when there is nothing to install.</summary>
    public required IReadOnlyList<string> Install { get; init; }

    /// <summary>The kind of app that it is for.</summary>
    public required AppKind Kind { get; init; }

    /// <summary>Whether it is for apps of B2C tenants. All others are for apps of Entra ID and External ID.</summary>
    public required bool IsForB2C { get; init; }

    /// <summary>
    /// The redirect URI that the library needs; <see langword="null"/> where any registered one will do.
    /// </summary>
    public string? RedirectUri { get; init; }

    /// <summary>Why it has a setting, each a sentence or two.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The files to paste.</summary>
    public required IReadOnlyList<SnippetFile> Files { get; init; }

    /// <summary>The same snippet with the values of an app.</summary>
    public Snippet With(SnippetValues values) => this with
    {
        RedirectUri = RedirectUri is null ? null : values["redirectUri"],
        Reasons = [.. Reasons.Select(reason => Fill(reason, values, text => text))],
        Files = [.. Files.Select(file => file with { Text = Fill(file.Text, values, EscapeFor(file.Name)) })],
    };

    private static string Fill(string text, SnippetValues values, Func<string, string> escape) =>
        Placeholder().Replace(text, match => escape(values[match.Groups["name"].Value]));

    /// <summary>
    /// Writes a value so that it stays inside its quotation marks: single ones in a shell, double ones everywhere else.
    /// </summary>
    private static Func<string, string> EscapeFor(string file) => file.EndsWith(".sh", StringComparison.Ordinal)
        ? text => text.Replace("'", "'\\''", StringComparison.Ordinal)
        : text => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    private static IReadOnlyList<Snippet> ReadAll()
    {
        const string Folder = "Sandbox.Connect.Snippets.";
        var assembly = typeof(Snippet).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return Parse(name[Folder.Length..], reader.ReadToEnd());
                }),
        ];
    }

    private static Snippet Parse(string file, string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith(FileMark, StringComparison.Ordinal));
        var head = lines[..start]
            .Select(line => line.Split(": ", 2))
            .ToLookup(pair => pair[0], pair => pair[1]);
        var files = new List<SnippetFile>();
        foreach (var line in lines[start..])
        {
            if (line.StartsWith(FileMark, StringComparison.Ordinal))
            {
                files.Add(new SnippetFile(line[FileMark.Length..], ""));
            }
            else
            {
                var last = files[^1];
                files[^1] = last with { Text = last.Text.Length == 0 ? line : $"{last.Text}\n{line}" };
            }
        }

        return new Snippet
        {
            Name = file[(file.IndexOf('-', StringComparison.Ordinal) + 1)..],
            Title = head["title"].Single(),
            Platform = head["platform"].Single(),
            Install = [.. head["install"]],
            Kind = AppKinds.Find(head["kind"].Single())!.Value,
            IsForB2C = head["tenant"].SingleOrDefault() == "B2C",
            RedirectUri = head["redirect"].SingleOrDefault(),
            Reasons = [.. head["why"]],
            Files = [.. files.Select(each => each with { Text = each.Text.Trim('\n') })],
        };
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}

/// <summary>A file to paste.</summary>
/// <param name="Name">Its name in the app.</param>
/// <param name="Text">Its text.</param>
internal sealed record SnippetFile(string Name, string Text);
