namespace IdentityTutorial.Tests.Deployment;

/// <summary>Where Azure lists the values of a property, the environment has one of them. The compiler itself accepts any text for most of these.</summary>
[Collection(SharedCompiler.Name)]
public sealed class AzureValueTests(BicepFixture bicep)
{
    private static readonly Lazy<AzureValues> _azure = new(() => new AzureValues());

    [Fact]
    public async Task Every_value_is_one_that_Azure_lists()
    {
        foreach (var size in DeploymentPlan.Sizes)
        {
            Assert.Empty(_azure.Value.FindUnlisted(await bicep.PlanAsync(size)));
        }
    }

    [Theory]
    [InlineData("web.bicep", "minTlsVersion: '1.3'", "minTlsVersion: '1.9'")]
    [InlineData("web.bicep", "ftpsState: 'Disabled'", "ftpsState: 'Off'")]
    [InlineData("vault.bicep", "defaultAction: 'Deny'", "defaultAction: 'Refuse'")]
    [InlineData("database.bicep", "passwordAuth: 'Disabled'", "passwordAuth: 'disable'")]
    [InlineData("autoscale.bicep", "operator: 'GreaterThan'", "operator: 'Above'")]
    public async Task A_value_that_Azure_does_not_list_is_found(string file, string find, string replace)
    {
        var plan = await bicep.PlanAsync(DeploymentPlan.Largest, new Damage(file, find, replace));

        Assert.NotEmpty(_azure.Value.FindUnlisted(plan));
    }
}
