namespace IdentityTutorial.Tests.SandboxHost.Chapters;

/// <summary>A repository in a temporary folder, with just what the sandbox looks for.</summary>
internal sealed class TemporaryTutorial : IDisposable
{
    public TemporaryTutorial() => Write("IdentityTutorial.sln", "");

    public string Root { get; } = Directory.CreateTempSubdirectory("identity-tutorial-").FullName;

    /// <summary>Writes a file below the root.</summary>
    public string Write(string path, string content)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>
    /// Adds a chapter that listens on <paramref name="port"/>. The SDK for the Web and the analyzers would add nothing to it but half of the
    /// time that its build takes.
    /// </summary>
    public void AddChapter(string folder, int port, string program = "", string? readme = null)
    {
        Write($"{folder}/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RunAnalyzers>false</RunAnalyzers>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <Using Include="Microsoft.AspNetCore.Builder" />
              </ItemGroup>
            </Project>
            """);
        Write($"{folder}/Program.cs", program);
        Write($"{folder}/Properties/launchSettings.json", $$"""
            { "profiles": { "https": { "commandName": "Project", "applicationUrl": "https://localhost:{{port}};http://localhost:1" } } }
            """);
        if (readme is not null)
        {
            Write($"{folder}/README.md", readme);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
