using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>prepare.sh makes what a template cannot, and leaves no door open. The Azure CLI and psql are stand-ins.</summary>
public sealed class PrepareScriptTests
{
    private const string Token = "an-access-token";

    private static readonly (string, string?)[] _environment =
    [
        ("AZURE_RESOURCE_GROUP", "rg-test"), ("KEY_VAULT_NAME", "kv-test"), ("DATABASE_SERVER_NAME", "psql-test"), ("DATABASE_HOST", "db.example"),
        ("DATABASE_NAME", "deploytoappservice"), ("IDENTITY_NAME", "id-test"), ("IDENTITY_PRINCIPAL_ID", "0f0f0f0f-0000-0000-0000-000000000001"),
        ("ADMINISTRATOR_NAME", "ada@contoso.example"), ("OPERATOR_IP", "192.0.2.7"), ("RETRY_SECONDS", "0"), ("AZURE_ENV_NAME", null),
    ];

    [Fact]
    public async Task It_makes_the_certificate_and_the_role_between_opening_and_closing()
    {
        using var commands = FakeCommands.Create().Add("az", Az(certificates: "")).Add("psql");

        var result = await commands.RunAsync("prepare.sh", [], _environment);

        Assert.True(result.ExitCode == 0, result.Output);
        AssertInOrder(
            commands.Calls, "network-rule add --name kv-test --ip-address 192.0.2.7/32", "rest --method put", "certificate create --vault-name kv-test --name data-protection",
            "psql --no-psqlrc", "psql --no-psqlrc", "network-rule remove --name kv-test --ip-address 192.0.2.7/32", "rest --method delete");
        Assert.Contains(commands.Calls, call => call.Contains("database/create-role.sql host=db.example dbname=postgres user='ada@contoso.example' sslmode=verify-full", StringComparison.Ordinal));
        Assert.Contains(commands.Calls, call => call.Contains("database/grant.sql host=db.example dbname=deploytoappservice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_is_there_is_never_replaced()
    {
        using var commands = FakeCommands.Create().Add("az", Az(certificates: "data-protection")).Add("psql");

        var result = await commands.RunAsync("prepare.sh", [], _environment);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.DoesNotContain(commands.Calls, call => call.Contains("certificate create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_not_one_without_a_certificate()
    {
        using var commands = FakeCommands.Create().Add("az", "[[ \"$*\" == *'certificate list'* ]] && exit 1\nexit 0").Add("psql");

        var result = await commands.RunAsync("prepare.sh", [], _environment);

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain(commands.Calls, call => call.Contains("certificate create", StringComparison.Ordinal));
        Assert.Contains(commands.Calls, call => call.Contains("network-rule remove", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_database_refuses_the_doors_are_closed_all_the_same()
    {
        using var commands = FakeCommands.Create().Add("az", Az(certificates: "data-protection")).Add("psql", "exit 3");

        var result = await commands.RunAsync("prepare.sh", [], _environment);

        Assert.NotEqual(0, result.ExitCode);
        AssertInOrder(commands.Calls, "psql", "network-rule remove", "rest --method delete");
    }

    [Fact]
    public async Task The_token_reaches_no_command_line_and_no_output()
    {
        using var commands = FakeCommands.Create().Add("az", Az(certificates: "")).Add("psql", $"[[ \"$PGPASSWORD\" == {Token} ]]");

        var result = await commands.RunAsync("prepare.sh", [], _environment);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.DoesNotContain(Token, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(commands.Calls, call => call.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_is_none_opens_nothing()
    {
        using var commands = FakeCommands.Create().Add("az", Az(certificates: "")).Add("psql");

        var result = await commands.RunAsync("prepare.sh", [], [.. _environment, ("OPERATOR_IP", "<html>")]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Set OPERATOR_IP", result.Output, StringComparison.Ordinal);
        Assert.Empty(commands.Calls);
    }

    [Fact]
    public async Task Azd_is_told_that_the_certificate_can_be_loaded()
    {
        using var commands = FakeCommands.Create().Add("az", Az(certificates: "data-protection")).Add("psql").Add("azd");

        var result = await commands.RunAsync("prepare.sh", [], [.. _environment, ("AZURE_ENV_NAME", "test")]);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("azd env set DATA_PROTECTION_CERTIFICATE data-protection", commands.Calls);
    }

    private static string Az(string certificates) =>
        $"""
        case "$*" in
          *'certificate list'*) echo '{certificates}' ;;
          *get-access-token*) echo '{Token}' ;;
        esac
        """;

    private static void AssertInOrder(IReadOnlyList<string> calls, params string[] parts)
    {
        var position = -1;
        foreach (var part in parts)
        {
            position = calls.ToList().FindIndex(position + 1, call => call.Contains(part, StringComparison.Ordinal));
            Assert.True(position >= 0, $"'{part}' is not called in its turn:{Environment.NewLine}{string.Join(Environment.NewLine, calls)}");
        }
    }
}
