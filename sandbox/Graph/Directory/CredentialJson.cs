using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Sandbox.Applications;

namespace Sandbox.Graph.Directory;

/// <summary>Writes credentials as registrations list them.</summary>
internal static class CredentialJson
{
    /// <summary>Writes a secret.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="credential">The secret as the sandbox stores it.</param>
    /// <param name="secret">The secret itself, for the answer that shows it; otherwise <see langword="null"/>.</param>
    public static void WritePassword(Utf8JsonWriter json, ClientCredential credential, string? secret)
    {
        json.WriteNull("customKeyIdentifier");
        json.WriteString("displayName", credential.DisplayName);
        json.WriteString("endDateTime", credential.ExpiresAt.UtcDateTime);
        json.WriteString("hint", credential.Hint);
        json.WriteString("keyId", credential.Id);
        json.WriteString("secretText", secret);
        WriteStart(json, credential);
    }

    /// <summary>Writes a certificate without its content.</summary>
    public static void WriteKey(Utf8JsonWriter json, ClientCredential credential)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(credential.Certificate!);
        json.WriteString("customKeyIdentifier", certificate.Thumbprint);
        json.WriteString("displayName", credential.DisplayName ?? certificate.Subject);
        json.WriteString("endDateTime", credential.ExpiresAt.UtcDateTime);
        json.WriteNull("key");
        json.WriteString("keyId", credential.Id);
        WriteStart(json, credential);
        json.WriteString("type", "AsymmetricX509Cert");
        json.WriteString("usage", "Verify");
    }

    private static void WriteStart(Utf8JsonWriter json, ClientCredential credential)
    {
        if (credential.StartsAt is { } start)
        {
            json.WriteString("startDateTime", start.UtcDateTime);
        }
        else
        {
            json.WriteNull("startDateTime");
        }
    }
}
