using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>The compiler and its linter have no remark about the Bicep files, and mistakes that the files could have are remarks.</summary>
[Collection(SharedCompiler.Name)]
public sealed class BicepCompilerTests(BicepFixture bicep)
{
    [Fact]
    public async Task The_files_compile_without_a_remark()
    {
        var result = await bicep.CompileAsync();

        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Template);
    }

    [Fact]
    public void Every_file_is_part_of_what_is_compiled()
    {
        var main = File.ReadAllText(RepositoryPaths.Of($"{InfraFolder.Original}/main.bicep"));

        var modules = Directory.EnumerateFiles(RepositoryPaths.Of($"{InfraFolder.Original}/modules"));

        Assert.All(modules, file => Assert.Contains($"'modules/{Path.GetFileName(file)}'", main, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BCP009", "vault.bicep", "properties: {", "properties: ")]
    [InlineData("BCP018", "main.bicep", "targetScope = 'subscription'", "targetScope 'subscription'")]
    [InlineData("BCP081", "web.bicep", "Microsoft.Web/sites@2025-03-01", "Microsoft.Web/sites@2031-01-01")]
    [InlineData("BCP081", "vault.bicep", "Microsoft.KeyVault/vaults@", "Microsoft.KeyVault/safes@")]
    [InlineData("BCP029", "registration.bicep", "extension microsoftGraphV1", "")]
    [InlineData("BCP089", "vault.bicep", "enableSoftDelete:", "enableSoftDeletion:")]
    [InlineData("BCP089", "registration.bicep", "redirectUris:", "redirectUrls:")]
    [InlineData("BCP036", "registration.bicep", "'AzureADMyOrg'", "'MyOrg'")]
    [InlineData("BCP035", "registration.bicep", "subject: identityPrincipalId", "")]
    [InlineData("BCP035", "vault.bicep", "param location string", "param location string\nparam more string")]
    [InlineData("BCP037", "main.bicep", "sku: chosen.planSku", "sku: chosen.planSku\n    more: 1")]
    [InlineData("BCP053", "web.bicep", "output siteName string", "output appName string")]
    [InlineData("BCP334", "monitoring.bicep", "@minLength(13)\n", "")]
    [InlineData("no-unused-params", "vault.bicep", "param location string", "param location string\nparam unused string = ''")]
    [InlineData("outputs-should-not-contain-secrets", "monitoring.bicep", "= archive.id", "= archive.listKeys().keys[0].value")]
    [InlineData("BCP035", "small.json", "planSku", "planKind")]
    [InlineData("BCP088", "scaled-out.json", "Standard_ZRS", "Standard_XRS")]
    public async Task A_mistake_is_a_remark(string code, string file, string find, string replace)
    {
        var result = await bicep.CompileAsync(new Damage(file, find, replace));

        Assert.Contains(code, result.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public async Task The_preparation_uses_the_template_s_version_of_the_database_API()
    {
        var template = (await bicep.CompileAsync()).Template!;
        var version = TemplateRules.Module(template, "databaseAccess")["template"]!["resources"]![0]!["apiVersion"]!.GetValue<string>();
        var script = await File.ReadAllTextAsync(RepositoryPaths.Of($"{InfraFolder.Original}/prepare.sh"), TestContext.Current.CancellationToken);

        Assert.Equal(version, Assert.Single(Regex.Matches(script, @"firewallRules/\S+\?api-version=(\S+)""")).Groups[1].Value);
    }
}
