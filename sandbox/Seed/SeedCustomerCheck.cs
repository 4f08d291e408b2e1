using Sandbox.Customers;
using Sandbox.Tenants;

namespace Sandbox.Seed;

/// <summary>Checks what only a customer tenant has.</summary>
internal static class SeedCustomerCheck
{
    public static void Check(SeedTenant tenant, string place)
    {
        SeedCheck.Require(tenant.Kind != TenantKind.Workforce || tenant.Customers.Count == 0, place + ".customers",
            "a workforce tenant has users, not customers. Set kind to B2C or External, or move them to users.");
        SeedCheck.Require(tenant.Kind == TenantKind.Workforce || (tenant.Users.Count == 0 && tenant.TotalUsers == 0), place + ".users",
            "a customer tenant has customers, not users. Move them to customers.");
        SeedCheck.Require(tenant.Kind == TenantKind.B2C || tenant.Policies.Count == 0, place + ".policies",
            "only a B2C tenant has policies. Set kind to B2C, or leave them out.");
        SeedCheck.Unique(tenant.Customers, customer => customer.Email, (_, index) => $"{place}.customers[{index}].email");
        var social = tenant.Customers.SelectMany((customer, c) => customer.SocialAccounts.Select(account =>
            (Name: $"{account.Key} {account.Value}", Place: $"{place}.customers[{c}].socialAccounts"))).ToList();
        SeedCheck.Unique(social, account => account.Name, (account, _) => account.Place);
        SeedCheck.Unique(tenant.Policies, policy => policy.Name, (_, index) => $"{place}.policies[{index}].name");
        for (var c = 0; c < tenant.Customers.Count; c++)
        {
            var (customer, at) = (tenant.Customers[c], $"{place}.customers[{c}]");
            SeedCheck.Require(EmailAddress.TryNormalize(customer.Email, out var email, out _) && email == customer.Email, at + ".email",
                $"\"{customer.Email}\" is no e-mail address in the form in which it is compared. Write it in lower-case ASCII, like casey@customer.example.");
            var profile = new CustomerProfile(customer.DisplayName, customer.GivenName, customer.Surname, customer.City, customer.Country);
            SeedCheck.Require(ProfileRules.FindProblem(profile) is null, at, $"{ProfileRules.FindProblem(profile)} Correct it.");
        }

        for (var a = 0; a < tenant.Applications.Count; a++)
        {
            SeedCheck.Require(tenant.Kind == TenantKind.Workforce || !tenant.Applications[a].MultiTenant, $"{place}.applications[{a}].multiTenant",
                "customers are known to their own tenant alone, so its applications cannot be multi-tenant. Leave it out.");
        }

        for (var p = 0; p < tenant.Policies.Count; p++)
        {
            var (policy, at) = (tenant.Policies[p], $"{place}.policies[{p}]");
            var isCustom = policy.Name.StartsWith("B2C_1A_", StringComparison.OrdinalIgnoreCase);
            SeedCheck.Require(isCustom || policy.Name.StartsWith("B2C_1_", StringComparison.OrdinalIgnoreCase), at + ".name",
                $"\"{policy.Name}\" begins neither with B2C_1_, as user flows do, nor with B2C_1A_, as custom policies do. Rename it.");
            SeedCheck.Require(isCustom || policy.RestClaimsApi is null, at + ".restClaimsApi",
                "only a custom policy can call a REST API for claims. Name it B2C_1A_…, or leave the address out.");
            SeedCheck.Require(policy.RestClaimsApi is null || IsAddress(policy.RestClaimsApi), at + ".restClaimsApi",
                $"\"{policy.RestClaimsApi}\" is no address of a REST API. Give a path of the sandbox, such as /sandbox/loyalty, or an https URL.");
        }
    }

    private static bool IsAddress(string api) => api.StartsWith('/')
        ? !api.StartsWith("//", StringComparison.Ordinal)
        : Uri.TryCreate(api, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
