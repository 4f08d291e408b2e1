namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class AuthorityTests
{
    [Theory]
    [InlineData("https://login.example/", "contoso.example", "https://login.example/contoso.example/v2.0")]
    [InlineData("https://login.example", "common", "https://login.example/common/v2.0")]
    [InlineData("https://login.example/cloud/", "organizations", "https://login.example/cloud/organizations/v2.0")]
    public void Instance_and_tenant_make_the_authority(string instance, string tenant, string authority) =>
        Assert.Equal(authority, WebAppOptions.FromConfiguration(("Instance", instance), ("TenantId", tenant)).Authority);

    [Theory]
    [InlineData("https://login.example/contoso.example/v2.0")]
    [InlineData("https://login.example/contoso.example/v2.0/")]
    [InlineData("https://login.example/contoso.example")]
    [InlineData("https://login.example/contoso.example/")]
    public void An_authority_is_used_in_its_version_2_form(string authority) =>
        Assert.Equal("https://login.example/contoso.example/v2.0", WebAppOptions.FromConfiguration(("Authority", authority)).Authority);

    [Fact]
    public void The_query_of_an_authority_stays_behind_the_version() => Assert.Equal(
        "https://login.example/contoso.example/v2.0?dc=test",
        WebAppOptions.FromConfiguration(("Authority", "https://login.example/contoso.example?dc=test")).Authority);

    [Fact]
    public void Blank_instance_and_tenant_leave_the_authority_in_force() => Assert.Equal(
        $"https://localhost:7443/{SeededTenants.Contoso}/v2.0",
        WebAppOptions.FromConfiguration(
            ("Instance", ""), ("TenantId", ""), ("Authority", $"https://localhost:7443/{SeededTenants.Contoso}/v2.0")).Authority);

    [Fact]
    public void Instance_and_tenant_win_over_an_authority_and_the_log_says_so()
    {
        var log = new CapturedLog();

        var options = WebAppOptions.FromConfiguration(
            log, ("Instance", "https://login.example/"), ("TenantId", "contoso.example"), ("Authority", "https://localhost:7443/common"));

        Assert.Equal("https://login.example/contoso.example/v2.0", options.Authority);
        Assert.Contains(log.Lines, line => line.Text.Contains("Authority 'https://localhost:7443/common' is ignored", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://fabrikamb2c.b2clogin.com/", "https://fabrikamb2c.b2clogin.com/fabrikamb2c.onmicrosoft.com/B2C_1_susi/v2.0")]
    [InlineData("https://fabrikamb2c.b2clogin.com/tfp/", "https://fabrikamb2c.b2clogin.com/tfp/fabrikamb2c.onmicrosoft.com/B2C_1_susi/v2.0")]
    public void A_sign_up_or_sign_in_policy_makes_it_a_B2C_authority(string instance, string authority) => Assert.Equal(
        authority,
        WebAppOptions.FromConfiguration(
            ("Instance", instance), ("Domain", "fabrikamb2c.onmicrosoft.com"), ("SignUpSignInPolicyId", "B2C_1_susi")).Authority);

    [Theory]
    [InlineData("https://contoso.ciamlogin.com/", "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0")]
    [InlineData("https://contoso.ciamlogin.com/contoso.example", "https://contoso.ciamlogin.com/contoso.example/v2.0")]
    [InlineData("https://login.contoso.example/contoso.example", "https://login.contoso.example/contoso.example/v2.0")]
    public void An_External_ID_authority_without_a_tenant_gets_the_one_its_host_names(string authority, string expected) =>
        Assert.Equal(expected, WebAppOptions.FromConfiguration(("Authority", authority)).Authority);

    [Fact]
    public void Code_sets_the_same_options_as_configuration() => Assert.Equal(
        "https://login.example/contoso.example/v2.0",
        WebAppOptions.FromCode(options => (options.Instance, options.TenantId) = ("https://login.example/", "contoso.example")).Authority);
}
