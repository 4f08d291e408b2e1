using System.Diagnostics;

namespace Sandbox.Hosting;

/// <summary>The <c>dotnet</c> program that runs this process, so that its children run on the same one.</summary>
public static class DotnetHost
{
    /// <summary>Full path of <c>dotnet</c>, or its bare name where only the search path can tell.</summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet");

    /// <summary>Prepares <c>dotnet</c> with <paramref name="arguments"/>, in English and without telemetry notices.</summary>
    public static ProcessStartInfo Command(params IEnumerable<string> arguments) => new(Path, arguments)
    {
        Environment =
        {
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
        },
    };
}
