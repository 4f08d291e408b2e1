using System.Diagnostics;
using Sandbox.Hosting;

namespace Sandbox.Certificates;

/// <summary>
/// The ASP.NET Core development certificate, through the SDK's own tool: the sandbox makes it when it is missing and has it trusted.
/// </summary>
public static class DevelopmentCertificate
{
    // Trusting can open a dialog (Windows, macOS); nobody may be there to answer it.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>What was found or done.</summary>
    /// <param name="Exists">Whether there is a certificate to answer https with.</param>
    /// <param name="Sentence">For the console; names the way out when trust cannot be had.</param>
    public sealed record Outcome(bool Exists, string Sentence);

    /// <summary>Makes sure the certificate exists and is trusted. It asks nothing and gives up after a while.</summary>
    public static async Task<Outcome> EnsureAsync(CancellationToken cancellation)
    {
        if (await RunAsync(["--check", "--trust"], cancellation) is 0)
        {
            // Here the tool answers for .NET. Browsers on Linux keep lists of their own, which it reaches only where certutil is installed.
            return new(true, OperatingSystem.IsLinux()
                ? "the development certificate is trusted by .NET; a browser that warns needs libnss3-tools, then: dotnet dev-certs https --trust"
                : "the development certificate is trusted");
        }

        var askable = OperatingSystem.IsLinux() || !Console.IsInputRedirected;
        await RunAsync(askable ? ["--trust"] : [], cancellation);
        if (await RunAsync(["--check", "--trust"], cancellation) is 0)
        {
            return new(true, "made the development certificate and trusted it");
        }

        return await RunAsync(["--check"], cancellation) is 0
            ? new(true, "the development certificate is not trusted, so browsers will warn; run: dotnet dev-certs https --trust")
            : new(false, "there is no development certificate and none could be made");
    }

    private static async Task<int?> RunAsync(string[] options, CancellationToken cancellation)
    {
        ProcessStartInfo start = DotnetHost.Command(["dev-certs", "https", .. options]);
        if (TrustDirectories.ForChildren() is { } folders)
        {
            start.Environment[TrustDirectories.Variable] = folders;
        }

        return (await ToolProcess.RunAsync(start, _patience, cancellation: cancellation)).ExitCode;
    }
}
