using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>The workflow that comes with a copy of chapter 3-1, and azd's file.</summary>
public sealed class DeployWorkflowTests
{
    private const string Chapter = "3-Deployment/3-1-Deploy-To-AppService";
    private const string Workflow = $"{Chapter}/.github/workflows/deploy.yml";

    [Fact]
    public async Task It_may_read_the_code_and_only_the_deployment_may_ask_for_a_token()
    {
        var workflow = YamlFile.Read(Workflow);

        Assert.Equal("""{"contents":"read"}""", workflow["permissions"]!.ToJsonString());
        Assert.Null(workflow["jobs"]!["build"]!["permissions"]);
        Assert.Equal("""{"contents":"read","id-token":"write"}""", workflow["jobs"]!["deploy"]!["permissions"]!.ToJsonString());
        Assert.Equal("production", workflow["jobs"]!["deploy"]!["environment"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_uses_no_secret_and_runs_for_no_pull_request()
    {
        var workflow = YamlFile.Read(Workflow);

        Assert.DoesNotContain("secrets.", await File.ReadAllTextAsync(RepositoryPaths.Of(Workflow), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["push", "workflow_dispatch"], workflow["on"]!.AsObject().Select(trigger => trigger.Key));
    }

    [Fact]
    public async Task Every_action_is_pinned_to_a_commit_with_its_version_beside_it()
    {
        var text = await File.ReadAllTextAsync(RepositoryPaths.Of(Workflow), TestContext.Current.CancellationToken);
        var uses = Steps(YamlFile.Read(Workflow)).Select(step => step["uses"]?.GetValue<string>()).OfType<string>().ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, action => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$", action));
        Assert.All(uses, action => Assert.Matches($@"{Regex.Escape(action)} # v\d+\.\d+\.\d+", text));
    }

    [Fact]
    public async Task Actions_that_this_repository_uses_too_have_the_same_pin()
    {
        var own = await File.ReadAllTextAsync(RepositoryPaths.Of(".github/workflows/ci.yml"), TestContext.Current.CancellationToken);
        var shared = Steps(YamlFile.Read(Workflow)).Select(step => step["uses"]?.GetValue<string>()).OfType<string>()
            .Where(action => own.Contains($"{action.Split('@')[0]}@", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(shared);
        Assert.All(shared, action => Assert.Contains(action, own, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_slot_is_tested_before_the_swap_and_production_after_it()
    {
        var runs = Steps(YamlFile.Read(Workflow)).Select(step => step["run"]?.GetValue<string>() ?? "").ToList();
        var order = new[] { "dotnet build", "dotnet publish", "az webapp deploy ", "infra/smoke-test.sh", "slot swap", "infra/smoke-test.sh", "slot swap" };

        var position = -1;
        Assert.All(order, command => Assert.InRange(position = runs.FindIndex(position + 1, run => run.Contains(command, StringComparison.Ordinal)), 0, runs.Count));
    }

    [Fact]
    public void No_expression_is_pasted_into_a_script() => Assert.All(
        Steps(YamlFile.Read(Workflow)).Select(step => step["run"]?.GetValue<string>() ?? ""), run => Assert.DoesNotContain("${{", run, StringComparison.Ordinal));

    [Fact]
    public void It_is_not_a_workflow_of_this_repository() => Assert.False(File.Exists(RepositoryPaths.Of(".github/workflows/deploy.yml")));

    [Fact]
    public void Azd_provisions_a_second_time_once_the_certificate_can_be_there()
    {
        var azure = YamlFile.Read($"{Chapter}/azure.yaml");

        Assert.Equal(["provision", "provision", "deploy --all"], azure["workflows"]!["up"]!["steps"]!.AsArray().Select(step => step!["azd"]!.GetValue<string>()));
        Assert.Equal("appservice", azure["services"]!["web"]!["host"]!.GetValue<string>());
        Assert.All(azure["hooks"]!.AsObject(), hook => Assert.True(File.Exists(RepositoryPaths.Of($"{Chapter}/{hook.Value!["run"]!.GetValue<string>()["bash ".Length..]}"))));
    }

    private static IEnumerable<JsonNode> Steps(JsonNode workflow) => workflow["jobs"]!.AsObject().SelectMany(job => job.Value!["steps"]!.AsArray()).OfType<JsonNode>();
}
