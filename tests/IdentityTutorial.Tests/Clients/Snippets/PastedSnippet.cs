using AngleSharp.Dom;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>What the page of an app shows for one client library, as a developer copies it.</summary>
/// <param name="Name">The name of the snippet, such as <c>msal-node.web</c>. Its last part is the kind of app.</param>
/// <param name="Install">The commands that install the library.</param>
/// <param name="Files">The text of each file, by the name that the page shows above it.</param>
public sealed record PastedSnippet(
    string Name, IReadOnlyList<string> Install, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The kind of app.</summary>
    public string Kind => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>Whether the app is one of the B2C tenant, whose users are customers.</summary>
    public bool IsForCustomers => Name.StartsWith("b2c-", StringComparison.Ordinal);

    /// <summary>The account that signs in to the app.</summary>
    public string Account => IsForCustomers ? SeededTenants.Casey : SeededTenants.Alice;

    /// <summary>The name of the user whose account it is.</summary>
    public string UserName => IsForCustomers ? "Casey Cole" : "Alice Archer";

    /// <summary>The packages that the commands install, with their versions.</summary>
    public IEnumerable<(string Package, string Version)> Packages => Install.SelectMany(PackagesOf);

    /// <summary>All snippets on the page of an app.</summary>
    public static IReadOnlyList<PastedSnippet> ReadAll(Page page) =>
        [.. page.Document.QuerySelectorAll(".snippet").Select(Read)];

    /// <summary>The text of all files, for the message of a test that fails.</summary>
    public override string ToString() =>
        string.Join('\n', Files.Select(file => $"--- {file.Key} of {Name} ---\n{file.Value}"));

    private static PastedSnippet Read(IElement element) => new(
        element.Id!,
        element.QuerySelector("pre:not([id])")?.TextContent.Split('\n') ?? [],
        element.QuerySelectorAll("pre[id]").ToDictionary(
            file => file.PreviousElementSibling!.QuerySelector("code")!.TextContent, file => file.TextContent));

    private static IEnumerable<(string Package, string Version)> PackagesOf(string command) => command.Split(' ') switch
    {
        ["dotnet", "add", "package", var package, "--version", var version] => [(package, version)],
        ["npm", "install", .. var packages] => packages.Select(package =>
            (package[..package.LastIndexOf('@')], package[(package.LastIndexOf('@') + 1)..])),
        _ => throw new InvalidOperationException($"The tests do not know the command '{command}'."),
    };
}
