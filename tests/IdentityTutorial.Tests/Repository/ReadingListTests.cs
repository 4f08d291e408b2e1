using System.Reflection;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The reading list of <c>docs/sandbox.md</c> names code that is there.</summary>
public sealed class ReadingListTests
{
    private const string Heading = "### Read only these, in this order";

    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    [Fact]
    public void Each_method_of_the_reading_list_exists_in_the_folder_that_it_names()
    {
        var entries = Entries();

        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.True(Exists(entry), $"The sandbox does not have {entry}."));
    }

    /// <summary>The code in the lines of the list, such as <c>EntraId/Consent/ConsentEndpoints.ShowAsync</c>.</summary>
    private static List<string> Entries() =>
    [
        .. TrackedFiles.Read("docs/sandbox.md").ReplaceLineEndings("\n").Split('\n')
            .SkipWhile(line => line != Heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.Contains(". `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]),
    ];

    /// <summary>Whether the sandbox has a class and its method. A folder has the namespace of its name.</summary>
    private static bool Exists(string entry)
    {
        var folder = entry[..entry.LastIndexOf('/')].Replace('/', '.');
        var names = entry[(entry.LastIndexOf('/') + 1)..].Split('.');
        var type = typeof(Sandbox.SandboxMarker).Assembly.GetTypes()
            .SingleOrDefault(each => each.Namespace == $"Sandbox.{folder}" && NameOf(each) == names[0]);
        return type is not null && (names.Length == 1 || type.GetMember(names[1], MemberTypes.Method, Any).Length > 0);
    }

    /// <summary>The name in the code. Reflection adds the number of type parameters after a backtick.</summary>
    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
