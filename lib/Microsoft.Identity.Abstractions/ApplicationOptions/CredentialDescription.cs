using System.Security.Cryptography.X509Certificates;

namespace Microsoft.Identity.Abstractions;

/// <summary>One way an application can prove who it is, as written in configuration under <c>ClientCredentials</c>.</summary>
public class CredentialDescription
{
    /// <summary>Where the credential comes from. It decides which of the other settings count.</summary>
    public CredentialSource SourceType { get; set; }

    /// <summary>The secret itself, when <see cref="SourceType"/> is <see cref="CredentialSource.ClientSecret"/> (RFC 6749 section 2.3.1).</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The certificate itself, when code sets it. A certificate that was loaded is put here too. It needs its private key.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The certificate's file, PKCS #12 (<c>.pfx</c>), for <see cref="CredentialSource.Path"/>.</summary>
    public string? CertificateDiskPath { get; set; }

    /// <summary>The password of the file or of the base64 text; <see langword="null"/> when it has none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The certificate with its private key, PKCS #12, as base64 text, for <see cref="CredentialSource.Base64Encoded"/>.</summary>
    public string? Base64EncodedValue { get; set; }

    /// <summary>The store, such as <c>CurrentUser/My</c>, for the sources that search one. <c>CurrentUser/My</c> when missing.</summary>
    public string? CertificateStorePath { get; set; }

    /// <summary>The SHA-1 thumbprint in hexadecimal, for <see cref="CredentialSource.StoreWithThumbprint"/>.</summary>
    public string? CertificateThumbprint { get; set; }

    /// <summary>The distinguished name, such as <c>CN=my-app</c>, for <see cref="CredentialSource.StoreWithDistinguishedName"/>.</summary>
    public string? CertificateDistinguishedName { get; set; }

    /// <summary>The subject's common name without <c>CN=</c>, for <see cref="CredentialSource.StoreWithSubjectName"/>.</summary>
    public string? CertificateSubjectName { get; set; }

    /// <summary>
    /// The file with the assertion, for <see cref="CredentialSource.SignedAssertionFilePath"/>. When missing, the environment variable
    /// <c>AZURE_FEDERATED_TOKEN_FILE</c> names it, as in Kubernetes.
    /// </summary>
    public string? SignedAssertionFileDiskPath { get; set; }

    /// <summary>The user-assigned identity, for <see cref="CredentialSource.SignedAssertionFromManagedIdentity"/>; the system-assigned one when missing.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>
    /// The audience of the managed identity's assertion, for <see cref="CredentialSource.SignedAssertionFromManagedIdentity"/>.
    /// <c>api://AzureADTokenExchange</c> when missing.
    /// </summary>
    public string? TokenExchangeUrl { get; set; }

    /// <summary>Whether to pass this credential over. Loading sets it on one that cannot be used.</summary>
    public bool Skip { get; set; }

    /// <summary>The kind of proof <see cref="SourceType"/> leads to.</summary>
    public CredentialType CredentialType => SourceType switch
    {
        CredentialSource.ClientSecret => CredentialType.Secret,
        CredentialSource.AutoDecryptKeys => CredentialType.DecryptKeys,
        CredentialSource.SignedAssertionFromManagedIdentity
            or CredentialSource.SignedAssertionFilePath
            or CredentialSource.SignedAssertionFromVault
            or CredentialSource.CustomSignedAssertion => CredentialType.SignedAssertion,
        _ => CredentialType.Certificate,
    };
}
