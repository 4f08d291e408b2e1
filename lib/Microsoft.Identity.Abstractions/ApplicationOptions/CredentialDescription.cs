namespace Microsoft.Identity.Abstractions;

/// <summary>One way an application can prove who it is, as written in configuration under <c>ClientCredentials</c>.</summary>
public class CredentialDescription
{
    /// <summary>Where the credential comes from. Sign-in alone uses <see cref="CredentialSource.ClientSecret"/>.</summary>
    public CredentialSource SourceType { get; set; }

    /// <summary>The secret itself, when <see cref="SourceType"/> is <see cref="CredentialSource.ClientSecret"/> (RFC 6749 section 2.3.1).</summary>
    public string? ClientSecret { get; set; }

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
