namespace IdentityTutorial.Tests.Deployment;

/// <summary>The compiler and what it makes of the infrastructure, once for all tests of <see cref="SharedCompiler"/>.</summary>
public sealed class BicepFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bicep-");
    private readonly Dictionary<string, DeploymentPlan> _plans = [];
    private BicepCompiler? _compiler;
    private BicepResult? _compiled;
    private string _extension = "";

    /// <summary>The infrastructure as it is in the repository, compiled.</summary>
    internal async Task<BicepResult> CompileAsync() => _compiled ??= await CompileAsync(damage: null);

    /// <summary>The infrastructure with something broken, compiled.</summary>
    internal async Task<BicepResult> CompileAsync(Damage? damage)
    {
        var compiler = await StartAsync();
        using var folder = InfraFolder.Copy(_extension, damage);
        return await compiler.CompileAsync(folder.Main);
    }

    /// <summary>The resources that a deployment of a size creates.</summary>
    internal async Task<DeploymentPlan> PlanAsync(string size)
    {
        if (!_plans.TryGetValue(size, out var plan))
        {
            _plans[size] = plan = await PlanAsync(size, damage: null);
        }

        return plan;
    }

    /// <summary>The resources that a deployment of a size creates when something is broken.</summary>
    internal async Task<DeploymentPlan> PlanAsync(string size, Damage? damage)
    {
        var compiler = await StartAsync();
        using var folder = InfraFolder.Copy(_extension, damage);
        return new DeploymentPlan(await compiler.TakeSnapshotAsync(folder.ParametersOf(size)));
    }

    public void Dispose()
    {
        _compiler?.Dispose();
        _folder.Delete(recursive: true);
    }

    // The tests of a collection run one after another, so nothing starts twice.
    private async Task<BicepCompiler> StartAsync()
    {
        if (_compiler is null)
        {
            var program = BicepCompiler.Find(_folder.FullName);
            if (program is null)
            {
                RequiredTool.Missing("The Bicep compiler comes as a package for Linux on x64 only: run the tests of the infrastructure there.");
            }

            _extension = await BicepCompiler.PublishExtensionAsync(program, _folder.FullName);
            _compiler = BicepCompiler.Start(program);
        }

        return _compiler;
    }
}

/// <summary>The tests that share the compiler.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCompiler : ICollectionFixture<BicepFixture>
{
    public const string Name = "Bicep";
}
