using System.Security.Claims;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class ClaimsPrincipalExtensionsTests
{
    private const string PersonalAccounts = "9188040d-6c67-4c5b-b112-36a304b66dad";

    [Theory]
    [InlineData("oid")]
    [InlineData("http://schemas.microsoft.com/identity/claims/objectidentifier")]
    public void The_object_id_is_read_by_its_short_and_its_mapped_name(string type) => Assert.Equal("x", User((type, "x")).GetObjectId());

    [Theory]
    [InlineData("tid")]
    [InlineData("http://schemas.microsoft.com/identity/claims/tenantid")]
    public void The_tenant_is_read_by_its_short_and_its_mapped_name(string type) => Assert.Equal("x", User((type, "x")).GetTenantId());

    [Theory]
    [InlineData("tfp")]
    [InlineData("http://schemas.microsoft.com/claims/authnclassreference")]
    public void The_user_flow_is_read_by_its_short_and_its_mapped_name(string type) => Assert.Equal("x", User((type, "x")).GetUserFlowId());

    [Fact]
    public void The_short_name_wins_over_the_mapped_one() => Assert.Equal(
        "short", User(("http://schemas.microsoft.com/identity/claims/objectidentifier", "long"), ("oid", "short")).GetObjectId());

    [Fact]
    public void The_display_name_is_the_preferred_user_name_then_the_mapped_name_then_the_name()
    {
        (string, string) preferred = ("preferred_username", "a"), mapped = (ClaimTypes.Name, "b"), name = ("name", "c");

        Assert.Equal("a", User(name, mapped, preferred).GetDisplayName());
        Assert.Equal("b", User(name, mapped).GetDisplayName());
        Assert.Equal("c", User(name).GetDisplayName());
        Assert.Equal("c", User(("preferred_username", ""), name).GetDisplayName());
    }

    [Fact]
    public void The_login_hint_is_the_display_name() =>
        Assert.Equal("alice@contoso.example", User(("preferred_username", "alice@contoso.example")).GetLoginHint());

    [Theory]
    [InlineData(PersonalAccounts, "consumers")]
    [InlineData("9188040D-6C67-4C5B-B112-36A304B66DAD", "consumers")]
    [InlineData(SeededTenants.Contoso, "organizations")]
    [InlineData(null, null)]
    public void The_domain_hint_tells_personal_accounts_from_others(string? tenant, string? hint) =>
        Assert.Equal(hint, (tenant is null ? User() : User(("tid", tenant))).GetDomainHint());

    [Fact]
    public void The_home_account_is_what_MSAL_files_tokens_under()
    {
        var user = User(("uid", "u"), ("utid", "t"));

        Assert.Equal("u", user.GetHomeObjectId());
        Assert.Equal("t", user.GetHomeTenantId());
        Assert.Equal("u.t", user.GetMsalAccountId());
        Assert.Null(User(("uid", "u")).GetMsalAccountId());
        Assert.Null(User(("utid", "t")).GetMsalAccountId());
    }

    [Fact]
    public void The_name_identifier_is_read_by_its_mapped_name_only()
    {
        Assert.Equal("s", User((ClaimTypes.NameIdentifier, "s")).GetNameIdentifierId());
        Assert.Null(User(("sub", "s")).GetNameIdentifierId());
    }

    [Fact]
    public void A_principal_without_claims_reads_as_nothing()
    {
        var user = User();

        string?[] values =
        [
            user.GetObjectId(), user.GetTenantId(), user.GetDisplayName(), user.GetLoginHint(), user.GetDomainHint(),
            user.GetUserFlowId(), user.GetHomeObjectId(), user.GetHomeTenantId(), user.GetNameIdentifierId(), user.GetMsalAccountId(),
        ];

        Assert.All(values, Assert.Null);
    }

    [Fact]
    public void No_principal_is_an_error_of_the_caller() =>
        Assert.Throws<ArgumentNullException>(() => ((ClaimsPrincipal)null!).GetObjectId());

    private static ClaimsPrincipal User(params IEnumerable<(string Type, string Value)> claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value))));
}
