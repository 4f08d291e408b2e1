namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class RequiredOptionsTests
{
    private static readonly (string, string?) _instance = ("Instance", "https://login.example/");
    private static readonly (string, string?) _tenant = ("TenantId", "contoso.example");
    private static readonly (string, string?) _authority = ("Authority", "https://login.example/contoso.example");
    private static readonly (string, string?) _policy = ("SignUpSignInPolicyId", "B2C_1_susi");

    public static TheoryData<string, (string, string?)[]> Incomplete => new()
    {
        { "ClientId", [("ClientId", ""), _instance, _tenant] },
        { "ClientId", [("ClientId", ""), _authority] },
        { "Instance", [] },
        { "Instance", [_tenant] },
        { "Instance", [_tenant, _authority] },
        { "Instance", [_policy, ("Domain", "fabrikamb2c.onmicrosoft.com")] },
        { "TenantId", [_instance] },
        { "TenantId", [_instance, ("TenantId", ""), _authority] },
        { "Domain", [_instance, _policy] },
        { "Domain", [_instance, _tenant, _policy] },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_missing_value_is_named_with_IDW10106(string option, (string, string?)[] settings)
    {
        var error = Assert.Throws<ArgumentNullException>(() => WebAppOptions.FromConfiguration(settings));

        Assert.Equal(option, error.ParamName);
        Assert.StartsWith($"IDW10106: '{option}'", error.Message, StringComparison.Ordinal);
    }
}
