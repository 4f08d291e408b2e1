namespace IdentityTutorial.Tests.Deployment;

/// <summary>The compiled template of chapter 3-1 keeps the chapter's promises, and a file that breaks one is found.</summary>
[Collection(SharedCompiler.Name)]
public sealed class TemplateRuleTests(BicepFixture bicep)
{
    public static TheoryData<string> Rules => [.. TemplateRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task The_template_keeps(string rule) => Assert.Empty(TemplateRules.All[rule]((await bicep.CompileAsync()).Template!));

    [Theory]
    [InlineData("the database lets in the app's addresses", "main.bicep", "split(web.outputs.possibleOutboundIpAddresses, ',')", "['0.0.0.0']")]
    [InlineData("no open database", "database-access.bicep", "startIpAddress: address", "startIpAddress: '0.0.0.0'")]
    [InlineData("one address a rule", "database-access.bicep", "endIpAddress: address", "endIpAddress: '255.255.255.255'")]
    [InlineData("no parameter for a secret", "database.bicep", "output databaseName string = database.name", "param credential string = ''\noutput databaseName string = '${database.name}${credential}'")]
    [InlineData("no parameter for a secret", "database.bicep", "param sku string", "@secure()\nparam sku string")]
    [InlineData("no key is listed", "monitoring.bicep", "name: 'delete-logs-after-a-year'", "name: archive.listKeys().keys[0].value")]
    public async Task A_template_that_breaks_it_is_found(string rule, string file, string find, string replace)
    {
        var template = (await bicep.CompileAsync(new Damage(file, find, replace))).Template;

        Assert.NotNull(template);
        Assert.NotEmpty(TemplateRules.All[rule](template));
    }
}
