using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository;

/// <summary>Which folder of the sandbox may use which.</summary>
public sealed partial class SandboxFolderTests
{
    private static readonly string[] _services = ["EntraId", "B2C", "Graph", "Customers", "Social", "Mail", "ManagedIdentities", "DatabaseSignIn"];

    private static readonly string[] _tutorial = ["Home", "Chapters", "Documents", "LearningPath"];

    [Fact]
    public void The_platform_knows_neither_the_home_page_nor_the_chapters() => Assert.All(
        Imports().Where(import => !_tutorial.Contains(import.Folder)
            && import.Folder != "Program.cs"
            && !import.File.StartsWith("sandbox/Views/Home/", StringComparison.Ordinal)),
        import => Assert.DoesNotContain(import.Used, _tutorial));

    [Fact]
    public void What_all_services_share_imports_none_of_them() => Assert.All(
        Imports().Where(import => import.Folder == "Protocol"),
        import => Assert.DoesNotContain(import.Used, _services));

    [Fact]
    public void Nothing_but_the_platform_imports_Entra_ID() => Assert.All(
        Imports().Where(import => import.Folder is not ("EntraId" or "SandboxPlatform.cs")),
        import => Assert.False(import.Used == "EntraId", import.ToString()));

    [Fact]
    public void Every_folder_that_is_named_here_is_there() => Assert.All(
        [.. _services, .. _tutorial, "Protocol"], folder => Assert.NotEmpty(TrackedFiles.Under($"sandbox/{folder}")));

    private static List<(string Folder, string File, string Used)> Imports()
    {
        var imports = TrackedFiles.Under("sandbox").Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal))
            .SelectMany(path => Import().Matches(TrackedFiles.Read(path)).Select(match => (path.Split('/')[1], path, match.Groups["folder"].Value)))
            .ToList();
        Assert.NotEmpty(imports);
        return imports;
    }

    [GeneratedRegex(@"^@?using (static )?Sandbox\.(?<folder>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Import();
}
