namespace Sandbox.Certificates;

/// <summary>
/// Linux has no per-user certificate store that .NET trusts: it reads the folders in <c>SSL_CERT_DIR</c>, and
/// <c>dotnet dev-certs https --trust</c> writes to a folder of its own that has to be among them.
/// </summary>
public static class TrustDirectories
{
    /// <summary>The environment variable that OpenSSL and .NET read.</summary>
    public const string Variable = "SSL_CERT_DIR";

    private static readonly string[] _systemFolders = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

    /// <summary>The value a child process needs, or <see langword="null"/> on an operating system with a store of its own.</summary>
    public static string? ForChildren() => OperatingSystem.IsLinux()
        ? Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            Environment.GetEnvironmentVariable(Variable),
            _systemFolders.Where(Directory.Exists))
        : null;

    /// <summary>Puts the development certificates' folder before what is set, or before the system's folders when nothing is.</summary>
    /// <param name="home">The user's home folder.</param>
    /// <param name="current">The variable's present value.</param>
    /// <param name="systemFolders">Where the system keeps its certificates; setting the variable would hide them.</param>
    public static string Combine(string home, string? current, IEnumerable<string> systemFolders)
    {
        var trust = $"{home}/.aspnet/dev-certs/trust";
        IEnumerable<string> others = string.IsNullOrEmpty(current) ? systemFolders : current.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(':', others.Prepend(trust).Distinct());
    }
}
