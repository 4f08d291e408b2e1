using Sandbox.Mail;
using Sandbox.Persistence;
using Sandbox.Social;
using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>What the customer tenants of Azure AD B2C and External ID share: accounts, verification codes, the mailbox, social providers.</summary>
public static class CustomersSetup
{
    /// <summary>Registers the services.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services)
    {
        services.AddSingleton<LockOut>();
        services.AddSingleton<CustomerPasswords>();
        services.AddSingleton<UserIdentities>();
        services.AddSingleton<CustomerAccounts>();
        services.AddForgottenByReset<VerificationCodes>();
        services.AddForgottenByReset<Mailbox>();
        services.AddSocial();
        return services;
    }

    /// <summary>Maps the pages.</summary>
    public static void MapCustomers(this IEndpointRouteBuilder endpoints)
    {
        MailEndpoint.Map(endpoints);
        endpoints.MapSocial();
    }
}
