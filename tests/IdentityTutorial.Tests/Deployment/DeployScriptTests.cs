using IdentityTutorial.Tests.Repository;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>deploy.sh from start to end, with stand-ins for every tool that reaches out.</summary>
public sealed class DeployScriptTests
{
    private static readonly string[] _arguments = ["--environment", "test", "--location", "westeurope", "--size", "scaled-out"];

    [Fact]
    public async Task The_first_run_deploys_twice_and_the_second_time_with_the_certificate()
    {
        using var commands = Commands(certificate: "");

        var result = await commands.RunAsync("deploy.sh", _arguments, Environment);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Collection(
            commands.Calls.Where(call => call.Contains("deployment sub create", StringComparison.Ordinal)),
            first => Assert.Contains("size=scaled-out", first, StringComparison.Ordinal),
            second => Assert.Contains("dataProtectionCertificate=data-protection ", second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_later_run_deploys_once_and_keeps_the_certificate()
    {
        using var commands = Commands(certificate: "data-protection");

        var result = await commands.RunAsync("deploy.sh", _arguments, Environment);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("dataProtectionCertificate=data-protection ", Assert.Single(commands.Calls, call => call.Contains("deployment sub create", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_is_swapped_only_after_its_slot_has_passed_the_test()
    {
        using var good = Commands(certificate: "data-protection");
        var result = await good.RunAsync("deploy.sh", _arguments, Environment);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains(good.Calls, call => call.Contains("slot swap --resource-group rg-test --name app-test", StringComparison.Ordinal));
        Assert.Contains("Deployed to https://app.example", result.Output, StringComparison.Ordinal);

        using var bad = Commands(certificate: "data-protection").Add("curl", "printf 503");
        result = await bad.RunAsync("deploy.sh", _arguments, Environment);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(bad.Calls, call => call.Contains("webapp deploy ", StringComparison.Ordinal));
        Assert.DoesNotContain(bad.Calls, call => call.Contains("slot swap", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_of_the_guide_deploys()
    {
        var words = ReadmeCommand.Find("3-Deployment/3-1-Deploy-To-AppService/DEPLOY.md", "infra/deploy.sh").Words;
        using var commands = Commands(certificate: "data-protection");

        var result = await commands.RunAsync(Path.GetFileName(words[0]), words[1..], Environment);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("Deployed to https://app.example", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--environment", "test")]
    [InlineData("--environment", "test", "--location")]
    [InlineData("--surprise", "test")]
    public async Task Wrong_arguments_show_the_usage_and_do_nothing(params string[] arguments)
    {
        using var commands = Commands(certificate: "");

        var result = await commands.RunAsync("deploy.sh", arguments, Environment);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Usage: infra/deploy.sh", result.Output, StringComparison.Ordinal);
        Assert.Empty(commands.Calls);
    }

    private static (string, string?)[] Environment => [("OPERATOR_IP", "192.0.2.7"), ("RETRY_SECONDS", "0"), ("SMOKE_TEST_TRIES", "1"), ("AZURE_ENV_NAME", null)];

    private static FakeCommands Commands(string certificate)
    {
        // jq would turn the outputs into lines; what it printed for these is written here.
        const string outputs =
            """
            AZURE_RESOURCE_GROUP=rg-test
            AZURE_WEBAPP_NAME=app-test
            WEB_HOST_NAME=app.example
            STAGING_HOST_NAME=app-staging.example
            KEY_VAULT_NAME=kv-test
            DATABASE_SERVER_NAME=psql-test
            DATABASE_HOST=db.example
            DATABASE_NAME=deploytoappservice
            IDENTITY_NAME=id-test
            IDENTITY_PRINCIPAL_ID=0f0f0f0f-0000-0000-0000-000000000001
            PIPELINE_CLIENT_ID=
            """;
        return FakeCommands.Create()
            .Add("az", $"case \"$*\" in *'deployment sub show'*) echo '{certificate}' ;; *signed-in-user*) echo someone ;; *'certificate list'*) echo data-protection ;; esac")
            .Add("jq", $"cat >/dev/null; cat <<'END'\n{outputs}\nEND")
            .Add("psql").Add("zip")
            .Add("dotnet", "while (($#)); do [[ $1 == --output ]] && mkdir -p \"$2\"; shift; done; true")
            .Add("curl", "case \"$*\" in *redirect_url*app-staging*) printf 'https://login.example/t/oauth2/v2.0/authorize?redirect_uri=https%%3A%%2F%%2Fapp-staging.example%%2Fsignin-oidc' ;;"
                + " *redirect_url*) printf 'https://login.example/t/oauth2/v2.0/authorize?redirect_uri=https%%3A%%2F%%2Fapp.example%%2Fsignin-oidc' ;; *) printf 200 ;; esac");
    }
}
