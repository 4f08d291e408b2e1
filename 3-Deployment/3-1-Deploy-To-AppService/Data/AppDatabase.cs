using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace DeployToAppService.Data;

/// <summary>The connection to PostgreSQL, whose password is a token of the managed identity.</summary>
public static class AppDatabase
{
    // Azure Database for PostgreSQL accepts tokens that were issued for this scope.
    private static readonly TokenRequestContext _scope = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    /// <summary>Opens connections to the configured database, with the app's schema in front.</summary>
    public static NpgsqlDataSource Create(IConfiguration configuration)
    {
        var source = new NpgsqlDataSourceBuilder(configuration.GetConnectionString("Database"));
        source.ConnectionStringBuilder.SearchPath = configuration["Database:Schema"];
        if (configuration.GetValue<bool>("Database:UseEntraAuthentication"))
        {
            var identity = new ManagedIdentityCredential(
                configuration["AZURE_CLIENT_ID"] is { Length: > 0 } clientId
                    ? ManagedIdentityId.FromUserAssignedClientId(clientId)
                    : ManagedIdentityId.SystemAssigned);

            // Azure.Identity keeps the token, and requests a new one before it expires.
            source.UsePeriodicPasswordProvider(
                async (_, cancellationToken) => (await identity.GetTokenAsync(_scope, cancellationToken)).Token,
                successRefreshInterval: TimeSpan.FromMinutes(20),
                failureRefreshInterval: TimeSpan.FromSeconds(5));
        }

        return source.Build();
    }
}
