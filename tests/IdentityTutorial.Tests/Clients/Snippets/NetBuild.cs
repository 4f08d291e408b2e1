using System.Reflection;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>
/// The snippets of .NET as projects: each is what <c>dotnet new web</c> or <c>dotnet new console</c> creates, with the
/// packages that the page installs and with the files of the page. One build is for all of them.
/// </summary>
internal sealed class NetBuild
{
    private readonly Dictionary<string, string> _folders = [];

    private NetBuild()
    {
    }

    /// <summary>Builds the projects.</summary>
    public static async Task<NetBuild> RunAsync(SnippetStage stage)
    {
        var build = new NetBuild();
        foreach (var name in NetSnippets.Runs.Keys)
        {
            var snippet = await stage.FindAsync(name);
            var folder = await stage.PasteAsync(snippet);
            build._folders[name] = folder;
            await WriteAsync(Path.Combine(folder, $"{name}.csproj"), ProjectOf(snippet));
        }

        var projects = build._folders.Keys.Select(name => $"""<Project Path="{name}/{name}.csproj" />""");
        await WriteAsync(
            Path.Combine(stage.Folder, "Snippets.slnx"), $"<Solution>{string.Concat(projects)}</Solution>");
        var result = await Tool.RunAsync(
            "dotnet",
            [
                "build", "Snippets.slnx", "--nologo", "--verbosity", "quiet",

                // The build of the tests has restored each package that is needed, so this one needs no feed.
                $"-p:RestoreSources={PackageFolder}", "-p:NuGetAudit=false",
            ],
            stage.Folder, TestContext.Current.CancellationToken, ("MSBUILDDISABLENODEREUSE", "1"));
        Assert.True(result.ExitCode == 0, $"The snippets of .NET do not build:\n{result.Output}");
        return build;
    }

    /// <summary>Starts the program of a snippet, as <c>dotnet run</c> does.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <param name="stage">Where it runs.</param>
    /// <param name="environment">More variables to set, or with <see langword="null"/> to take away.</param>
    public PastedProgram Start(
        PastedSnippet snippet, SnippetStage stage, params IEnumerable<(string Name, string? Value)> environment)
    {
        var folder = _folders[snippet.Name];
        var assembly = Path.Combine(folder, "bin", "Debug", "net10.0", $"{snippet.Name}.dll");
        return PastedProgram.Start(
            snippet, folder, ["dotnet", assembly],
            [
                ("ASPNETCORE_ENVIRONMENT", "Development"), ("SSL_CERT_FILE", stage.Certificate.PemFile),
                .. environment,
            ]);
    }

    private static string PackageFolder => typeof(NetBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "PackageFolder").Value!;

    private static string ProjectOf(PastedSnippet snippet)
    {
        var isWeb = snippet.Kind is "web" or "api";
        var references = snippet.Packages.Select(
            entry => $"""<PackageReference Include="{entry.Package}" Version="{entry.Version}" />""");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk{(isWeb ? ".Web" : "")}">
              <PropertyGroup>
                {(isWeb ? "" : "<OutputType>Exe</OutputType>")}
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", references)}
              </ItemGroup>
            </Project>
            """;
    }

    private static Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
}
