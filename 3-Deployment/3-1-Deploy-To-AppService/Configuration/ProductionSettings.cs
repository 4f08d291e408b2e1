using System.Security.Cryptography;

namespace DeployToAppService;

/// <summary>Finds the mistakes people make in what production adds to the settings, at start-up and not when it is needed.</summary>
public static class ProductionSettings
{
    /// <returns>One sentence that names the key, what is wrong and how to mend it, and never a password; null when all is well.</returns>
    public static string? FindMistake(IConfiguration settings)
    {
        foreach (var (key, path) in Certificates(settings))
        {
            try { Load(path).Dispose(); }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                return $"DataProtection:{key} names '{path}', which cannot be read as a PKCS #12 file without a password: give its path, or leave it blank. "
                    + "On App Service, WEBSITE_LOAD_CERTIFICATES has to list the thumbprint that is in the path.";
            }
        }
        try { _ = new NpgsqlConnectionStringBuilder(settings.GetConnectionString("Database")); }
        catch (Exception exception) when (exception is ArgumentException or FormatException) // the message can have a part of the password in it
        {
            return "ConnectionStrings:Database is not a connection string for PostgreSQL: write it as Host=<server>;Database=<name>;Username=<role>, or leave it blank.";
        }
        if (settings["Database:Schema"] is not { Length: > 0 and <= 63 } schema || !schema.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_'))
            return $"Database:Schema is '{settings["Database:Schema"]}': use at most 63 lower-case letters, digits and underscores, such as deploy_to_app_service.";
        if (settings["DataProtection:ApplicationName"] is not { Length: > 0 })
            return "DataProtection:ApplicationName is blank: give a name, the same for all instances and slots of this app, and another than that of any other app.";
        if (settings.GetValue("SignInLimit:PerMinute", 0) < 1)
            return $"SignInLimit:PerMinute is '{settings["SignInLimit:PerMinute"]}': set a number of sign-ins of at least 1.";
        return settings.GetSection("ForwardedHeaders:KnownNetworks").Get<string[]>()?.FirstOrDefault(network => !System.Net.IPNetwork.TryParse(network, out _)) is { } odd
            ? $"ForwardedHeaders:KnownNetworks has '{odd}', which is no network: write address and prefix length, such as 10.0.0.0/8." : null;
    }

    /// <summary>The certificates that the data-protection keys are encrypted with: the current one first.</summary>
    public static IEnumerable<(string Key, string Path)> Certificates(IConfiguration settings)
    {
        if (settings["DataProtection:CertificatePath"] is { Length: > 0 } current)
            yield return ("CertificatePath", current);
        foreach (var previous in settings.GetSection("DataProtection:PreviousCertificatePaths").Get<string[]>() ?? [])
            yield return ("PreviousCertificatePaths", previous);
    }

    /// <exception cref="CryptographicException">The file has a password, or is no PKCS #12 file.</exception>
    public static X509Certificate2 Load(string path) => X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
}
