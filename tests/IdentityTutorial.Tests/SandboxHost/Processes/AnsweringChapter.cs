using IdentityTutorial.Tests.SandboxHost.Chapters;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

/// <summary>
/// A repository with one chapter that answers, for the tests of a class: only the first of their sandboxes compiles it.
/// </summary>
public sealed class AnsweringChapter : IDisposable
{
    /// <summary>Answers with its own process id and with where it believes the sandbox to be.</summary>
    internal const string Program = """
        var app = WebApplication.Create(args);
        app.MapGet("/", () => $"{Environment.ProcessId} {app.Configuration["AzureAd:Authority"]}");
        app.Run();
        """;

    /// <summary>Makes the repository.</summary>
    public AnsweringChapter() => Address = Add(Tutorial, "1-Part/1-1-Good");

    /// <summary>The chapter's address.</summary>
    public Uri Address { get; }

    internal TemporaryTutorial Tutorial { get; } = new();

    /// <summary>Adds a chapter that answers to a repository.</summary>
    /// <returns>Its address.</returns>
    internal static Uri Add(TemporaryTutorial tutorial, string folder)
    {
        var port = Loopback.FreePort();
        tutorial.AddChapter(folder, port, Program);
        tutorial.Write(
            $"{folder}/appsettings.Development.json",
            """{ "AzureAd": { "Authority": "https://localhost:7443/tenant/v2.0" } }""");
        return new Uri($"https://localhost:{port}/");
    }

    /// <inheritdoc />
    public void Dispose() => Tutorial.Dispose();
}
