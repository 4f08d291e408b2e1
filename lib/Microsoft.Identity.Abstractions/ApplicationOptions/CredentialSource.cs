namespace Microsoft.Identity.Abstractions;

/// <summary>
/// Where a credential comes from. Every value of the official package is here, so that any configuration binds;
/// these stand-ins use <see cref="ClientSecret"/> only.
/// </summary>
public enum CredentialSource
{
    /// <summary>A certificate object handed over by code.</summary>
    Certificate = 0,

    /// <summary>A certificate in Azure Key Vault.</summary>
    KeyVault = 1,

    /// <summary>A certificate as base64 text in configuration.</summary>
    Base64Encoded = 2,

    /// <summary>A certificate file.</summary>
    Path = 3,

    /// <summary>A certificate of the machine's or user's store, found by thumbprint.</summary>
    StoreWithThumbprint = 4,

    /// <summary>A certificate of the machine's or user's store, found by distinguished name.</summary>
    StoreWithDistinguishedName = 5,

    /// <summary>A client secret.</summary>
    ClientSecret = 6,

    /// <summary>An assertion issued to the managed identity the application runs under.</summary>
    SignedAssertionFromManagedIdentity = 7,

    /// <summary>An assertion that the platform (Kubernetes) keeps in a file.</summary>
    SignedAssertionFilePath = 8,

    /// <summary>An assertion signed by a key in Azure Key Vault.</summary>
    SignedAssertionFromVault = 9,

    /// <summary>Keys for decrypting tokens, found automatically.</summary>
    AutoDecryptKeys = 10,

    /// <summary>An assertion made by the application's own provider.</summary>
    CustomSignedAssertion = 11,

    /// <summary>A certificate the platform manages.</summary>
    ManagedCertificate = 12,

    /// <summary>A certificate of the machine's or user's store, found by subject name.</summary>
    StoreWithSubjectName = 13,
}
