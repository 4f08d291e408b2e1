using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Loads a credential from where its description says it is.</summary>
internal sealed class CredentialLoader(ManagedIdentityAssertion managedIdentity)
{
    /// <exception cref="CredentialUnusableException">It is not there, or is none.</exception>
    public Task<ClientCredential> LoadAsync(CredentialDescription description, MicrosoftIdentityOptions options) => description.SourceType switch
    {
        CredentialSource.ClientSecret => Task.FromResult(Secret(description)),
        CredentialSource.SignedAssertionFilePath => AssertionFile.LoadAsync(description),
        CredentialSource.SignedAssertionFromManagedIdentity => managedIdentity.LoadAsync(description, options),
        _ when description.CredentialType == CredentialType.Certificate => Task.FromResult(CertificateLoader.Load(description, options.SendX5C)),
        _ => throw new CredentialUnusableException("these stand-ins cannot load it; the official package can."),
    };

    private static ClientCredential Secret(CredentialDescription description) =>
        string.IsNullOrWhiteSpace(description.ClientSecret)
            ? throw new CredentialUnusableException("ClientSecret has no value.")
            : builder => builder.WithClientSecret(description.ClientSecret);
}
