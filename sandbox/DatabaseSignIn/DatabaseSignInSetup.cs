namespace Sandbox.DatabaseSignIn;

/// <summary>
/// Lets a PostgreSQL server ask the sandbox whether a password is a managed identity's token, as Azure Database for PostgreSQL asks
/// Microsoft Entra ID. The question comes by LDAP, the one protocol in which PostgreSQL hands passwords on.
/// </summary>
public static class DatabaseSignInSetup
{
    /// <summary>Registers the listener. It listens only where the setting <c>Sandbox:DatabaseSignInPort</c> says so.</summary>
    public static IServiceCollection AddDatabaseSignIn(this IServiceCollection services)
    {
        services.AddSingleton<OwnIssuers>();
        services.AddSingleton<RoleCheck>();
        services.AddSingleton<DatabaseSignInConnection>();
        services.AddHostedService<DatabaseSignInListener>();
        return services;
    }
}
