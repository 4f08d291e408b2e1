using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>What was granted in one tenant must not count in another.</summary>
public sealed class TenantConfusionTests : IAsyncDisposable
{
    private static readonly Guid _graph = new("00000003-0000-0000-c000-000000000000");

    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Permissions_that_an_applications_own_tenant_granted_do_not_count_in_another()
    {
        await _fixture.ChangeAsync(async db => db.Add(new AppRoleAssignment
        {
            Id = Guid.NewGuid(),
            PrincipalId = Guid.Parse(SeededApp.MultiTenant.ClientId),
            ResourceId = _graph,
            RoleId = (await db.Set<AppRole>().FirstAsync(role => role.ResourceId == _graph && role.Value == "User.Read.All", EntraIdFixture.Token)).Id,
        }));

        var own = await GetTokenAsync(SeededTenants.Contoso);
        var other = await GetTokenAsync(SeededTenants.Fabrikam);

        Assert.Equal("User.Read.All", Assert.Single(own.AccessToken.GetPayloadValue<string[]>("roles")));
        Assert.Equal(SeededTenants.Fabrikam, other.AccessToken.GetPayloadValue<string>("tid"));
        Assert.False(other.AccessToken.TryGetPayloadValue<object>("roles", out _));
    }

    [Fact]
    public async Task A_refresh_token_of_one_tenant_is_unknown_at_another()
    {
        var tokens = await _fixture.GetTokensAsync(SeededApp.MultiTenant);

        var answer = await _fixture.TokenAsync(SeededTenants.Fabrikam, authorization: null,
            ("grant_type", "refresh_token"), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret), ("refresh_token", tokens["refresh_token"]));

        ProtocolAssert.IsError(answer, System.Net.HttpStatusCode.BadRequest, "invalid_grant", 70000);
    }

    private Task<TokenAnswer> GetTokenAsync(string tenant) => _fixture.TokenAsync(tenant, authorization: null,
        ("grant_type", "client_credentials"), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret), ("scope", "https://graph.microsoft.com/.default"));
}
