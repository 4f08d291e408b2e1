using System.Text.RegularExpressions;
using IdentityTutorial.Tests.Clients;
using IdentityTutorial.Tests.Deployment;
using IdentityTutorial.Tests.Nightly;
using IdentityTutorial.Tests.Rehearsal;
using IdentityTutorial.Tests.SandboxHost.Hosting;
using IdentityTutorial.Tests.SandboxHost.Processes;
using AppServiceAuthenticationTests = IdentityTutorial.Tests.Chapters.Production.AppServiceAuthenticationTests;

namespace IdentityTutorial.Tests.Repository;

/// <summary>
/// The commands in the READMEs. Each one is run as it is written, or is listed here with the reason why it is not. A
/// star at the end of an entry stands for any text.
/// </summary>
public sealed partial class ReadmeCommandTests
{
    private const string Builds = "It builds and tests for minutes, and a test would run it inside of itself.";

    /// <summary>Tests with the text of the page. They may replace ports, folders and tokens.</summary>
    private static readonly (string Command, Type Test)[] _runByTests =
    [
        ("cd MyApp", typeof(OwnAppRecipeTests)),
        ("dotnet new web --name MyApp", typeof(OwnAppRecipeTests)),
        ("dotnet add package Microsoft.Identity.Web *", typeof(OwnAppRecipeTests)),
        ("dotnet run --project sandbox -- --no-chapters", typeof(StartUpTests)),
        ("dotnet publish sandbox *", typeof(PublishedSandboxTests)),
        ("dotnet identity-sandbox/Sandbox.dll", typeof(PublishedSandboxTests)),
        ("cd 1-Authentication/1-1-AzureAD-SignIn", typeof(UserSecretsCommandTests)),
        ("dotnet user-secrets set *", typeof(UserSecretsCommandTests)),
        ("WEBSITE_AUTH_ENABLED=true *", typeof(AppServiceAuthenticationTests)),
        ("infra/deploy.sh *", typeof(DeployScriptTests)),
        ("export SSL_CERT_DIR=*", typeof(TrustDirectoriesTests)),
        ("dotnet dev-certs https --export-path *", typeof(ReadmeCurlTests)),
        ("curl --cacert sandbox.pem https://localhost:7443/*", typeof(ReadmeCurlTests)),
        ("curl --cacert sandbox.pem --header *", typeof(ReadmeCurlTests)),
        ("curl -k -X POST https://localhost:7443/sandbox/api/reset", typeof(ReadmeCurlTests)),
        ("curl -k -X POST \"https://localhost:7443/sandbox/api/scenarios/*", typeof(ReadmeCurlTests)),
        ("curl -k -X DELETE https://localhost:7443/sandbox/api/scenarios/*", typeof(ReadmeCurlTests)),
        ("curl -k https://localhost:7443/sandbox/api/scenarios", typeof(ReadmeCurlTests)),
    ];

    /// <summary>Scripts and workflows that contain the command.</summary>
    private static readonly (string Command, string File)[] _runByFiles =
    [
        (".ci/run", ".github/workflows/ci.yml"),
        ("dotnet test", ".ci/run"),
        ("npm ci", ".ci/run"),
        ("dotnet run --project sandbox", "tests/measure/start-up.sh"),
    ];

    private static readonly (string Command, string Reason)[] _notRun =
    [
        ("az *", "It needs an Azure subscription."),
        ("azd *", "It needs an Azure subscription."),
        ("dotnet run", "It runs until Ctrl+C at a fixed port. The tests start the program that it builds."),
        ("dotnet run --launch-profile *", "It runs until Ctrl+C at a fixed port. The tests set its environment."),
        (
            "dotnet run --project sandbox -- --Sandbox:DatabaseSignInPort=*",
            $"It runs until Ctrl+C. {nameof(DatabaseIdentityTests)} start the sandbox with this option and a free port."
        ),
        ("./rehearse.sh", $"It runs until Ctrl+C. {nameof(RehearseScriptTests)} add the option --check."),
        ("dotnet format", "It changes files. CI runs it for the layout only, and verifies that nothing changes."),
        ("dotnet test *", Builds),
        ("UseOfficialPackages=true dotnet test", "It needs a feed with the official packages. CI sets this variable."),
        ("IDENTITYTUTORIAL_NIGHTLY=true dotnet test *", Builds),
        ("IDENTITYTUTORIAL_ACCEPT_PUBLIC_API=true dotnet test *", "It changes files of the repository."),
        ("IDENTITYTUTORIAL_UPDATE_PICTURES=true dotnet test *", "It changes files of the repository."),
        ("npm ci --prefix tests/diagrams", "It downloads what draws diagrams, and no test draws them."),
        ("IDENTITYTUTORIAL_WRITE_PAGES=true dotnet test *", "It changes files of the repository."),
        ("tests/measure/start-up.sh", $"{nameof(MeasureScriptTests)} run it each night."),
        ("tests/measure/peers.sh", $"{nameof(MeasureScriptTests)} run it each night."),
        ("tests/measure/kills.sh", $"{nameof(MeasureScriptTests)} run it each night."),
        ("tests/measure/home-cost.sh", "It loads the machine for minutes and needs wrk."),
        ("tests/measure/scale-out.sh", "It loads the machine for minutes and needs wrk."),
        ("tests/measure/shared-cache.sh", "It loads the machine for minutes."),
        ("tests/measure/wire-cost.sh", "It loads the machine for minutes."),
        ("tests/faults/run.sh*", $"{nameof(MeasureScriptTests)} run it each night with all faults, which takes hours."),
        ("ALL=1 tests/faults/run.sh *", "It runs all tests for minutes, and a test would run it inside of itself."),
    ];

    private static IEnumerable<string> Entries =>
    [
        .. _runByTests.Select(entry => entry.Command),
        .. _runByFiles.Select(entry => entry.Command),
        .. _notRun.Select(entry => entry.Command),
    ];

    [Fact]
    public void Each_one_is_run_by_a_test_or_has_a_reason_why_not()
    {
        Assert.NotEmpty(ReadmeCommand.All);
        Assert.All(ReadmeCommand.All, command => Assert.True(
            Entries.Count(entry => Matches(entry, command.Text)) == 1,
            $"{command.Page}: exactly one entry of {nameof(ReadmeCommandTests)} has to match '{command.Text}'. Run the "
                + "command by a test with the text of the page, or give the reason why no test can run it."));
        Assert.All(Entries, entry => Assert.True(
            ReadmeCommand.All.Any(command => Matches(entry, command.Text)), $"No README has '{entry}' any more."));
    }

    [Fact]
    public void A_script_or_a_workflow_that_is_said_to_run_one_contains_it() => Assert.All(
        _runByFiles, entry => Assert.Contains(entry.Command, TrackedFiles.Read(entry.File), StringComparison.Ordinal));

    [Fact]
    public void Each_script_exists_and_can_be_executed()
    {
        var scripts = ReadmeCommand.All
            .Where(command => Script().IsMatch(command.Text))
            .Select(command => (command.Page, Path: Script().Match(command.Text).Groups["path"].Value))
            .ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script =>
        {
            string[] folders = [Path.GetDirectoryName(RepositoryPaths.Of(script.Page))!, RepositoryPaths.Root];
            var file = folders.Select(folder => Path.Combine(folder, script.Path)).FirstOrDefault(File.Exists);
            Assert.True(file is not null, $"{script.Page}: there is no {script.Path}.");
            Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute),
                $"{script.Page}: {script.Path} cannot be executed.");
        });
    }

    [Fact]
    public void Each_filter_selects_tests()
    {
        var classes = typeof(ReadmeCommandTests).Assembly.GetTypes();
        var names = ReadmeCommand.All.SelectMany(command => Filter().Matches(command.Text))
            .Select(filter => filter.Groups["name"].Value)
            .ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(
            classes, type => $"{type.FullName}.".Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_variable_of_the_tests_is_read()
    {
        var code = TrackedFiles.Under("tests/IdentityTutorial.Tests")
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(TrackedFiles.Read)
            .ToList();
        var names = ReadmeCommand.All.SelectMany(command => Variable().Matches(command.Text))
            .Select(variable => variable.Groups["name"].Value)
            .ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(
            code, text => text.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_launch_profile_exists()
    {
        var profiles = ReadmeCommand.All
            .Where(command => command.Text.Contains("--launch-profile ", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(profiles);
        Assert.All(profiles, command => Assert.Contains(
            $"\"{command.Words[^1]}\": {{",
            TrackedFiles.Read($"{Path.GetDirectoryName(command.Page)}/Properties/launchSettings.json"),
            StringComparison.Ordinal));
    }

    private static bool Matches(string entry, string command) => entry.EndsWith('*')
        ? command.StartsWith(entry[..^1], StringComparison.Ordinal)
        : command == entry;

    [GeneratedRegex(@"^([A-Z]+=\S+ )?(?<path>(\.?/|\.?[a-z]+/)\S+)")]
    private static partial Regex Script();

    [GeneratedRegex(@"FullyQualifiedName~(?<name>[\w.]+)")]
    private static partial Regex Filter();

    [GeneratedRegex("^(?<name>IDENTITYTUTORIAL_[A-Z_]+)=")]
    private static partial Regex Variable();
}
