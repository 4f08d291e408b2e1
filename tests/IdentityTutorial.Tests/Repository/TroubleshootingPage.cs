using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IdentityTutorial.Tests.Repository;

/// <summary>
/// Writes <c>ReadmeFiles/troubleshooting.md</c> from the texts that the chapters' error pages show, and from those about
/// errors that a page of the provider shows.
/// </summary>
internal static class TroubleshootingPage
{
    /// <summary>The path of the page.</summary>
    public const string Path = "ReadmeFiles/troubleshooting.md";

    private const string AtProvider = "ReadmeFiles/provider-problems.json";

    private static readonly JsonSerializerOptions _json =
        new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    private static readonly (string Title, string About, Predicate<string> Has)[] _sections =
    [
        ("Errors of Microsoft Entra ID",
            "Microsoft Entra ID and External ID answer with these codes.",
            code => IsNumbered(code, "AADSTS")),
        ("Errors of Azure AD B2C",
            "The policies of Azure AD B2C answer with these codes.",
            code => IsNumbered(code, "AADB2C")),
        ("Errors of the libraries",
            "The OpenID Connect handler (IDX) and Microsoft.Identity.Web (IDW) find these in the app itself.",
            code => IsNumbered(code, "IDX") || IsNumbered(code, "IDW")),
    ];

    /// <summary>The numbered errors that the page explains.</summary>
    public static IEnumerable<string> Codes =>
        Entries().Select(entry => entry.Code).Where(code => _sections.Any(section => section.Has(code))).Distinct();

    /// <summary>The page as the chapters have it now.</summary>
    public static string Write()
    {
        var entries = Entries();
        var page = new StringBuilder("""
            # Troubleshooting

            <!-- A test writes this page from Models/problems.json of the chapters and from provider-problems.json, each text in one line. -->
            <!-- markdownlint-disable-file MD013 -->

            This page lists the numbered errors that the chapters explain: what you see, why it happens, and what to do. The error
            page of a chapter shows the code. With the sandbox, that page also links to the messages of the sign-in. Some errors
            never reach the app, because the provider shows them on a page of its own. Those error pages of the sandbox also
            link to this page. The sandbox has [a page with all of its codes](../sandbox/README.md#error-codes).

            """);
        foreach (var (title, about, has) in _sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{about}\n");
            foreach (var code in entries.Where(entry => has(entry.Code))
                .GroupBy(entry => entry.Code)
                .OrderBy(group => group.Key.Length)
                .ThenBy(group => group.Key, StringComparer.Ordinal))
            {
                page.Append(CultureInfo.InvariantCulture, $"\n### {code.Key}\n");
                foreach (var text in code.GroupBy(entry => entry.Text, entry => entry.Place))
                {
                    page.Append(
                        CultureInfo.InvariantCulture,
                        $"\n**{text.Key.Title}** ({string.Join(", ", text)})\n\n");
                    page.Append(CultureInfo.InvariantCulture, $"- Cause: {text.Key.Meaning}\n- Fix: {text.Key.Fix}\n");
                    if (text.Key.FixInSandbox is { } inSandbox)
                    {
                        page.Append(CultureInfo.InvariantCulture, $"- Fix with the sandbox: {inSandbox}\n");
                    }
                }
            }
        }

        return page.ToString();
    }

    private static List<(string Code, string Place, Problem Text)> Entries() =>
    [
        .. TrackedFiles.All.Where(path => path.EndsWith("/Models/problems.json", StringComparison.Ordinal))
            .SelectMany(file => Read<Problem>(file).Select(pair => (pair.Key, ChapterOf(file), pair.Value)))
            .GroupBy(entry => (entry.Key, entry.Value), entry => entry.Item2)
            .Select(group => (group.Key.Key, $"chapter {string.Join(", ", group)}", group.Key.Value)),
        .. Read<ProblemAtProvider>(AtProvider).Select(pair =>
            (pair.Key, $"{pair.Value.Place}, chapter {pair.Value.Chapters}", pair.Value.Text)),
    ];

    private static Dictionary<string, T> Read<T>(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, T>>(TrackedFiles.Read(file), _json)!;

    // "1-1" of 1-Authentication/1-1-AzureAD-SignIn/Models/problems.json.
    private static string ChapterOf(string file) => file.Split('/')[1][..3];

    private static bool IsNumbered(string code, string prefix) =>
        code.StartsWith(prefix, StringComparison.Ordinal) && code.Length > prefix.Length;

    private sealed record Problem(string Title, string Meaning, string Fix, string? FixInSandbox);

    private sealed record ProblemAtProvider(
        string Chapters, string Title, string Meaning, string Fix, string? FixInSandbox)
    {
        /// <summary>Where the code appears.</summary>
        public string Place { get; init; } = "on a page of the provider";

        public Problem Text => new(Title, Meaning, Fix, FixInSandbox);
    }
}
