using System.Reflection;

namespace IdentityTutorial.Tests.Repository;

/// <summary>
/// Every public member of a stand-in is listed in <c>PublicApi/</c>, so that adding one is a decision. Run against the official
/// packages, the same lists show that each of those members is in the official assembly with the same signature.
/// </summary>
public sealed class PublicApiTests
{
    /// <summary>Set to <c>true</c>, the lists are written and not compared.</summary>
    private const string Accept = "IDENTITYTUTORIAL_ACCEPT_PUBLIC_API";

    public static TheoryData<string> StandIns => [.. ProjectFile.All.Where(project => project.Path.StartsWith("lib/", StringComparison.Ordinal)).Select(project => project.Name)];

#if !OFFICIAL_PACKAGES
    [Theory]
    [MemberData(nameof(StandIns))]
    public void Every_public_member_of_a_stand_in_is_listed(string package)
    {
        var actual = ApiLines.Of(Assembly.Load(package));
        var file = ListOf(package);
        if (string.Equals(Environment.GetEnvironmentVariable(Accept), "true", StringComparison.OrdinalIgnoreCase))
        {
            File.WriteAllLines(file, actual);
        }

        var listed = File.Exists(file) ? File.ReadAllLines(file) : [];
        if (!actual.SequenceEqual(listed))
        {
            var received = Path.Combine(RepositoryPaths.TestResults, $"{package}.received.txt");
            Directory.CreateDirectory(RepositoryPaths.TestResults);
            File.WriteAllLines(received, actual);
            Assert.Fail($"The public members of {package} are not the listed ones.\n"
                + $"Added: {string.Join("\n  ", actual.Except(listed).DefaultIfEmpty("nothing"))}\n"
                + $"Gone: {string.Join("\n  ", listed.Except(actual).DefaultIfEmpty("nothing"))}\n"
                + $"A stand-in may have only what the official package has. If that holds, accept with {Accept}=true dotnet test --filter PublicApi, or copy {received} to {file}.");
        }
    }
#else
    [Theory]
    [MemberData(nameof(StandIns))]
    public void Every_listed_member_is_in_the_official_package_with_the_same_signature(string package)
    {
        var official = ApiLines.Of(Assembly.Load(package)).ToHashSet();

        Assert.Equal([], File.ReadAllLines(ListOf(package)).Where(line => !official.Contains(line)));
    }
#endif

    [Fact]
    public void There_is_no_list_without_a_stand_in() =>
        Assert.Equal(StandIns.Select(row => row.Data).Order(StringComparer.Ordinal), Directory.GetFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static string Folder => Path.Combine(RepositoryPaths.Tests, "PublicApi");

    private static string ListOf(string package) => Path.Combine(Folder, package + ".txt");
}
