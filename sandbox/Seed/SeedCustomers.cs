using Sandbox.B2C.Policies;
using Sandbox.Customers;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Seed;

/// <summary>Adds what only a customer tenant has: customers and policies.</summary>
internal static class SeedCustomers
{
    public static Guid CustomerId(SeedTenant tenant, SeedCustomer customer) => customer.Id ?? StableId.From($"customer {tenant.Domain} {customer.Email}");

    public static void Add(SandboxDbContext db, SeedTenant tenant, string password)
    {
        foreach (var customer in tenant.Customers)
        {
            var id = CustomerId(tenant, customer);
            db.Add(new User
            {
                Id = id,
                TenantId = tenant.Id,
                UserPrincipalName = $"{id}@{tenant.Domain}",
                DisplayName = customer.DisplayName,
                GivenName = customer.GivenName,
                Surname = customer.Surname,
                Mail = customer.Email,
                City = customer.City,
                Country = customer.Country,
                PasswordHash = password,
                IsOffered = true,
            });
            db.Add(Identity(tenant, id, tenant.Domain, customer.Email));
            db.AddRange(customer.SocialAccounts.Select(account => Identity(tenant, id, account.Key, account.Value)));
        }

        db.AddRange(tenant.Policies.Select(policy => new Policy
        {
            TenantId = tenant.Id,
            Name = policy.Name,
            Kind = policy.Kind,
            HasEmbeddedPasswordReset = policy.EmbeddedPasswordReset,
            RestClaimsApi = policy.RestClaimsApi,
        }));
    }

    private static UserIdentity Identity(SeedTenant tenant, Guid userId, string issuer, string name) =>
        new() { TenantId = tenant.Id, Issuer = issuer, IssuerAssignedId = name, UserId = userId };
}
