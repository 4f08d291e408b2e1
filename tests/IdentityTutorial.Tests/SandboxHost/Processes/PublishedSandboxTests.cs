using System.Text.Json;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

/// <summary>The sandbox as <c>dotnet publish</c> makes it, outside the repository.</summary>
[Collection(ProcessTests.Name)]
public sealed class PublishedSandboxTests(PublishedSandbox published) : IClassFixture<PublishedSandbox>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-tutorial-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_from_any_folder_says_that_it_has_no_chapters_and_signs_a_user_in()
    {
        var program = await published.ProgramAsync();
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName;
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        await using var sandbox = ProcessApp.Start(
            elsewhere,
            certificate,
            arguments: [$"--Sandbox:Database={Path.Combine(_folder, "data", "sandbox.db")}"],
            environment: [("ASPNETCORE_ENVIRONMENT", null)],
            assembly: program);
        await sandbox.WaitForLineAsync("Ctrl+C", Cancelled);

        using var client = new HttpClient(certificate.CreateHandler());
        using var discovery = JsonDocument.Parse(await client.GetStringAsync(
            new Uri(sandbox.Address, $"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration"), Cancelled));
        Assert.Equal(
            new Uri(sandbox.Address, $"/{SeededTenants.Contoso}/v2.0").ToString(), discovery.RootElement.GetProperty("issuer").GetString());
        Assert.False(string.IsNullOrEmpty(await SignInAsync(sandbox.Address, certificate)));
        Assert.Contains("<h1", await client.GetStringAsync(sandbox.Address, Cancelled), StringComparison.Ordinal);
        Assert.Contains("--accent", await client.GetStringAsync(new Uri(sandbox.Address, "/sandbox.css"), Cancelled), StringComparison.Ordinal);
        Assert.Contains(
            "The sandbox starts without chapters, because it runs outside the tutorial's repository.", sandbox.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "data", "sandbox.db")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Fact]
    public async Task Without_a_setting_its_database_is_in_the_users_application_data()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux takes the folder of application data from the environment.");
        var program = await published.ProgramAsync();
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        var data = Path.Combine(_folder, "application-data");
        await using var sandbox = ProcessApp.Start(
            Path.GetTempPath(), certificate, environment: [("XDG_DATA_HOME", data)], assembly: program);

        await sandbox.WaitForLineAsync("Ctrl+C", Cancelled);

        Assert.True(File.Exists(Path.Combine(data, "identity-sandbox", "sandbox.db")));
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(program)!, ".data")));
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_is_one_sentence_that_names_the_file_and_the_setting()
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        var file = Path.Combine(_folder, "not-a-folder");
        await File.WriteAllTextAsync(file, "", Cancelled);
        await using var sandbox = ProcessApp.Start(
            RepositoryPaths.Sandbox, certificate, arguments: ["--no-chapters", $"--Sandbox:Database={file}/sandbox.db"]);

        Assert.Equal(1, await sandbox.WaitForExitAsync(Patience.Limit, Cancelled));

        Assert.Contains($"The sandbox cannot write its database {file}/sandbox.db (", sandbox.Output, StringComparison.Ordinal);
        Assert.Contains("--Sandbox:Database=", sandbox.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", sandbox.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Signs Alice in to chapter 1-1's registration.</summary>
    /// <returns>The authorization code.</returns>
    private static async Task<string> SignInAsync(Uri sandbox, DevelopmentCertificate certificate)
    {
        var network = new TestNetwork();
        network.Register(sandbox, () => certificate.CreateHandler());
        using var browser = new TestBrowser(network, sandbox);
        var page = await browser.GetAsync(EntraIdFixture.AuthorizeAddress(SeededApp.SignIn));
        for (var step = 0; step < 8 && page.Location?.Authority != new Uri(SeededApp.SignIn.RedirectUri).Authority; step++)
        {
            page = page.Location is { } location
                ? await browser.GetAsync(location, page.Address)
                : await browser.PressAsync(page, "account", SeededTenants.Alice);
        }

        return EntraIdFixture.AnswerOf(page)["code"];
    }
}
