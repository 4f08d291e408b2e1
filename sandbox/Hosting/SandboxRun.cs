using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Data.Sqlite;
using Sandbox.Certificates;
using Sandbox.DatabaseSignIn;
using Sandbox.Persistence;
using Sandbox.Seed;
using Sandbox.Wire;

namespace Sandbox.Hosting;

/// <summary>Runs the sandbox: everything that has to be right before it listens, in order, one line each.</summary>
public static class SandboxRun
{
    private const int CannotStart = 1;

    // Result codes of SQLite (https://sqlite.org/rescode.html).
    private const int SqliteReadOnly = 8;
    private const int SqliteCannotOpen = 14;

    /// <summary>
    /// Begins with what a start needs: the certificate and the database. Both take about as long as mapping the endpoints, which can be done meanwhile.
    /// </summary>
    /// <returns>The sentence that says why the sandbox cannot start, or <see langword="null"/>.</returns>
    public static Task<string?> PrepareSandboxAsync(this WebApplication app) =>
        app.Services.GetRequiredService<IServer>().IsOnNetwork()
            ? Task.Run(() => PrepareAsync(app, app.Services.GetRequiredService<StartUpReport>()))
            : Task.FromResult<string?>(null);

    /// <summary>Runs until the process is told to stop.</summary>
    /// <param name="app">The application, with its endpoints.</param>
    /// <param name="preparation">What <see cref="PrepareSandboxAsync"/> began.</param>
    /// <returns>The exit code: 0, or 1 after the sentence that says why the sandbox cannot start.</returns>
    public static async Task<int> RunSandboxAsync(this WebApplication app, Task<string?> preparation)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        if (await preparation is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return CannotStart;
        }

        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException inUse) when (inUse.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(FindPortProblem(app) ?? inUse.Message);
            return CannotStart;
        }
    }

    private static async Task<string?> PrepareAsync(WebApplication app, StartUpReport report)
    {
        var arguments = app.Services.GetRequiredService<SandboxArguments>();
        var problem = ListenAddresses.FindProblem([.. Addresses(app), .. KestrelEndpoints(app.Configuration)], arguments.AllowRemote)
            ?? FindPortProblem(app)
            ?? DatabaseSignInPort.FindProblem(app.Configuration, Addresses(app))
            ?? RecordExchanges.FindProblem(app.Configuration);
        if (problem is not null)
        {
            return problem;
        }

        report.Write("", "Identity sandbox — for learning and testing on this computer, not a Microsoft service", "");
        // Neither needs the other, and both take their time.
        var certificate = PrepareCertificateAsync(app, report);
        var database = PrepareDatabaseAsync(app, report);
        var problems = await Task.WhenAll(certificate, database);
        return problems.FirstOrDefault(each => each is not null);
    }

    private static async Task<string?> PrepareCertificateAsync(WebApplication app, StartUpReport report)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(app.Lifetime.ApplicationStopping);
        report.Step("certificate", certificate.Sentence);
        return !certificate.Exists && Addresses(app).Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            ? "The sandbox speaks https and has no certificate to do so. Make one with: dotnet dev-certs https --trust"
            : null;
    }

    private static async Task<string?> PrepareDatabaseAsync(WebApplication app, StartUpReport report)
    {
        try
        {
            await app.Services.GetRequiredService<SandboxDatabase>().EnsureReadyAsync(app.Lifetime.ApplicationStopping);
            report.Step("database", app.Services.GetRequiredService<SandboxStorage>().DatabaseFile ?? "in memory");
            return null;
        }
        catch (SeedException exception)
        {
            return exception.Message;
        }
        catch (Exception exception) when (IsUnwritable(exception))
        {
            var file = app.Services.GetRequiredService<SandboxStorage>().DatabaseFile;
            return $"The sandbox cannot write its database {file} ({exception.Message.TrimEnd('.')}). "
                + "Name a file in a folder that you can write to: --Sandbox:Database=<file>";
        }
    }

    private static bool IsUnwritable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException
        || exception is SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteCannotOpen };

    private static string? FindPortProblem(WebApplication app)
    {
        var ports = Addresses(app).Select(address => ListenAddresses.ToBaseAddress([address]).Port);
        if (ports.Where(LocalPorts.IsTaken).ToArray() is not [var port, ..])
        {
            return null;
        }

        var command = ContentRoot.IsProjectFolder(app.Environment.ContentRootPath)
            ? "dotnet run --project sandbox --"
            : "dotnet Sandbox.dll";
        return $"Port {port} is already in use, perhaps by another sandbox. End that program, or listen elsewhere: "
            + $"{command} --urls https://localhost:{(port < 65535 ? port + 1 : 7443)}";
    }

    private static string[] Addresses(WebApplication app) =>
        app.Configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];

    // Endpoints in the configuration file win over --urls, so they are held to the same rule.
    private static IEnumerable<string> KestrelEndpoints(IConfiguration configuration) => configuration
        .GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
}
