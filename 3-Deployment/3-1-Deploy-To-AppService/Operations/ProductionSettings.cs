using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using DeployToAppService.Data;
using Npgsql;

namespace DeployToAppService.Operations;

/// <summary>
/// Finds the mistakes in the settings that production adds. The app reads these settings while it registers its
/// services, so they are checked before that, and not with the options of the section "AzureAd".
/// </summary>
public static class ProductionSettings
{
    private const int LongestSchema = 63;

    /// <summary>Checks the settings.</summary>
    /// <returns>A sentence that names the key, the problem and the fix, and no password; null if all is well.</returns>
    public static string? FindMistake(IConfiguration configuration) =>
        FindCertificateMistake(configuration)
        ?? FindDatabaseMistake(configuration)
        ?? FindLimitMistake(configuration)
        ?? FindProxyMistake(configuration);

    private static string? FindCertificateMistake(IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["DataProtection:ApplicationName"]))
        {
            return "DataProtection:ApplicationName is blank: set a name that all instances and slots of this app "
                + "share, and no other app has.";
        }

        foreach (var (key, path) in KeyCertificates.PathsIn(configuration))
        {
            try
            {
                KeyCertificates.LoadFile(path).Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
                or CryptographicException or ArgumentException)
            {
                return $"{key} names '{path}', which cannot be read as a PKCS #12 file without a password: set the "
                    + "path of such a file, or leave the setting blank. On App Service, WEBSITE_LOAD_CERTIFICATES has "
                    + "to list the thumbprint that is in the path.";
            }
        }

        return null;
    }

    private static string? FindDatabaseMistake(IConfiguration configuration)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Database"));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // The message of the exception is not shown: it can contain a part of the password.
            return "ConnectionStrings:Database is not a connection string for PostgreSQL: write it as "
                + "Host=<server>;Database=<name>;Username=<role>, or leave it blank.";
        }

        var schema = configuration["Database:Schema"] ?? "";
        var isName = schema.Length is > 0 and <= LongestSchema && schema.All(letter =>
            char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_');
        return isName
            ? null
            : $"Database:Schema is '{schema}': use at most {LongestSchema} lower-case letters, digits and underscores, "
                + "such as deploy_to_app_service.";
    }

    private static string? FindLimitMistake(IConfiguration configuration)
    {
        var limit = configuration["SignInLimit:PerMinute"];
        return IsPositive(limit)
            ? null
            : $"SignInLimit:PerMinute is '{limit}': set a number of sign-ins of at least 1.";
    }

    private static string? FindProxyMistake(IConfiguration configuration)
    {
        foreach (var network in KnownProxies.NetworksIn(configuration))
        {
            if (!IPNetwork.TryParse(network, out _))
            {
                return $"ForwardedHeaders:KnownNetworks has '{network}', which is not a network: write an address and "
                    + "a prefix length, such as 10.0.0.0/8.";
            }
        }

        var limit = configuration["ForwardedHeaders:ForwardLimit"];
        return limit is null || IsPositive(limit)
            ? null
            : $"ForwardedHeaders:ForwardLimit is '{limit}': set the number of proxies in front of the app.";
    }

    private static bool IsPositive(string? number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
}
