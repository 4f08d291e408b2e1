namespace Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;

/// <summary>A row: one data protection key, or the revocation of one.</summary>
public class DataProtectionKey
{
    /// <summary>The row's number.</summary>
    public int Id { get; set; }

    /// <summary>A name for people, which has the key's id.</summary>
    public string? FriendlyName { get; set; }

    /// <summary>
    /// The key as an XML element. Whoever reads it has the key, unless keys are protected, as by
    /// <see cref="DataProtectionBuilderExtensions.ProtectKeysWithCertificate(IDataProtectionBuilder, System.Security.Cryptography.X509Certificates.X509Certificate2)"/>.
    /// </summary>
    public string? Xml { get; set; }
}
