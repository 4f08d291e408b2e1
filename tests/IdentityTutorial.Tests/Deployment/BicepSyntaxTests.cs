using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>No Bicep compiler is at hand, so this is what stands in for one: the grammar, and what fits together between files.</summary>
public sealed partial class BicepSyntaxTests
{
    [Fact]
    public async Task Every_file_parses()
    {
        var template = await BicepTemplate.ReadAsync();

        Assert.Equal(Directory.GetFiles(RepositoryPaths.Of(BicepTemplate.Folder), "*.bicep", SearchOption.AllDirectories).Length, template.Files.Count);
        Assert.All(template.Files, file => Assert.Empty(file.Faults));
    }

    [Theory]
    [InlineData("vault.bicep", "properties: {", "properties: ")]
    [InlineData("vault.bicep", "sku: { family: 'A', name: 'standard' }", "sku: { family: 'A' name 'standard' }")]
    [InlineData("main.bicep", "targetScope = 'subscription'", "targetScope 'subscription'")]
    [InlineData("registration.bicep", "extension microsoftGraphV1", "extensions microsoftGraphV1")]
    public async Task A_file_that_does_not_parse_is_found(string file, string find, string replace)
    {
        using var copy = new DamagedTemplate(file, find, replace);

        Assert.NotEmpty((await InfraTools.ReadBicepAsync(copy.Folder)).Named(file).Faults);
    }

    [Fact]
    public async Task Extensions_are_configured_and_named_where_their_types_are_used()
    {
        var template = await BicepTemplate.ReadAsync();
        var config = await File.ReadAllTextAsync(RepositoryPaths.Of($"{BicepTemplate.Folder}/bicepconfig.json"), TestContext.Current.CancellationToken);

        Assert.All(template.Files.SelectMany(file => file.Extensions), extension => Assert.Contains($"\"{extension}\": \"br:mcr.microsoft.com/bicep/extensions/", config));
        Assert.All(template.Files, file => Assert.Equal(
            file.Resources.Any(resource => resource.Type.StartsWith("Microsoft.Graph/", StringComparison.Ordinal)), file.Extensions.Contains("microsoftGraphV1")));
    }

    [Fact]
    public async Task Every_module_gets_the_parameters_it_declares() => Assert.Empty(FindWrongParameters(await BicepTemplate.ReadAsync()));

    [Fact]
    public async Task Every_output_that_is_used_is_declared() => Assert.Empty(FindMissingOutputs(await BicepTemplate.ReadAsync()));

    [Fact]
    public async Task A_parameter_that_is_not_used_is_found()
    {
        using var copy = new DamagedTemplate("vault.bicep", "param location string", "param location string\nparam tenantId string");
        var vault = (await InfraTools.ReadBicepAsync(copy.Folder)).Named("vault.bicep");

        Assert.Equal("vault.bicep: tenantId", Assert.Single(FindUnused(vault, await File.ReadAllTextAsync(vault.File, TestContext.Current.CancellationToken))));
    }

    [Theory]
    [InlineData("vault.bicep", "param location string", "param region string")]
    [InlineData("vault.bicep", "param location string", "param location string\nparam more string")]
    [InlineData("main.bicep", "planSku", "planSku\n    more: 1")]
    public async Task A_parameter_that_does_not_fit_is_found(string file, string find, string replace)
    {
        using var copy = new DamagedTemplate(file, find, replace);

        Assert.NotEmpty(FindWrongParameters(await InfraTools.ReadBicepAsync(copy.Folder)));
    }

    [Fact]
    public async Task An_output_that_is_not_declared_is_found()
    {
        using var copy = new DamagedTemplate("web.bicep", "output siteName string", "output appName string");

        Assert.NotEmpty(FindMissingOutputs(await InfraTools.ReadBicepAsync(copy.Folder)));
    }

    [Fact]
    public async Task Every_parameter_and_variable_is_used()
    {
        var template = await BicepTemplate.ReadAsync();

        Assert.Empty(template.Files.SelectMany(file => FindUnused(file, File.ReadAllText(file.File))));
    }

    // Named once means declared and nothing else; the key of a property is no use.
    private static IEnumerable<string> FindUnused(BicepFile file, string text) => file.Parameters.Concat(file.Variables)
        .Where(symbol => Regex.Count(text, $@"(?<![\w'.]){symbol.Symbol}\b") - Regex.Count(text, $@"(?m)^\s*{symbol.Symbol}:") < 2)
        .Select(symbol => $"{file.Name}: {symbol.Symbol}");

    private static IEnumerable<string> FindWrongParameters(BicepTemplate template) => Calls(template).SelectMany(call =>
    {
        var passed = (call.Module.Properties["params"]?.AsObject() ?? []).Select(parameter => parameter.Key).ToHashSet();
        var required = call.Target.Parameters.Where(parameter => parameter.Value is null && !parameter.Type!.EndsWith('?')).Select(parameter => parameter.Symbol);
        return passed.Except(call.Target.Parameters.Select(parameter => parameter.Symbol)).Select(name => $"{call.Module.Symbol}: {name} is not declared")
            .Concat(required.Except(passed).Select(name => $"{call.Module.Symbol}: {name} is not passed"));
    });

    private static IEnumerable<string> FindMissingOutputs(BicepTemplate template)
    {
        var outputs = Calls(template).ToDictionary(call => call.Module.Symbol, call => call.Target.Outputs.Select(output => output.Symbol).ToHashSet());
        return Output().Matches(File.ReadAllText(template.Named("main.bicep").File))
            .Where(use => !outputs.TryGetValue(use.Groups["module"].Value, out var declared) || !declared.Contains(use.Groups["output"].Value))
            .Select(use => use.Value);
    }

    private static IEnumerable<(BicepModule Module, BicepFile Target)> Calls(BicepTemplate template) =>
        template.Named("main.bicep").Modules.Select(module => (module, template.Named(Path.GetFileName(module.Path))));

    [GeneratedRegex(@"\b(?<module>\w+)\.\??outputs\.(?<output>\w+)")]
    private static partial Regex Output();
}
