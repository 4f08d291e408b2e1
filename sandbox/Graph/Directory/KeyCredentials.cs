using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>The certificates by which an app proves its identity.</summary>
internal static class KeyCredentials
{
    private const string Name = "keyCredentials";

    /// <summary>
    /// Replaces the certificates. An entry with the <c>keyId</c> of one that is there, and without a key, keeps it.
    /// </summary>
    /// <exception cref="GraphException">A key is no certificate, or a <c>keyId</c> is unknown.</exception>
    public static async Task SetAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        var kept = new HashSet<Guid>();
        foreach (var item in items)
        {
            if (GraphBody.FindText(item, "key") is not null)
            {
                db.Add(Read(application.ClientId, item)
                    ?? throw GraphErrors.InvalidValue(
                        Name, "a key is no certificate. Send the base64 of its DER form."));
            }
            else
            {
                kept.Add(PartReader.ReadId(item, Name, "keyId"));
            }
        }

        var certificates = db.Set<ClientCredential>()
            .Where(credential => credential.ClientId == application.ClientId && credential.Certificate != null);
        if (await certificates.CountAsync(credential => kept.Contains(credential.Id)) != kept.Count)
        {
            throw GraphErrors.InvalidValue(
                Name,
                "a keyId is not that of a certificate of this app. "
                    + "Send the certificate in key, or a keyId that the app has.");
        }

        await certificates.Where(credential => !kept.Contains(credential.Id)).ExecuteDeleteAsync();
    }

    /// <summary>Reads a certificate with its public key.</summary>
    /// <returns><see langword="null"/> when the text is no certificate.</returns>
    public static ClientCredential? Read(Guid clientId, JsonElement key)
    {
        if (GraphBody.Find(key, "key") is not { ValueKind: JsonValueKind.String } content)
        {
            return null;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(content.GetBytesFromBase64());
            return new ClientCredential
            {
                Id = Guid.NewGuid(),
                ClientId = clientId,
                Certificate = certificate.RawData,
                DisplayName = PartReader.FindText(key, "displayName") ?? certificate.Subject,
                StartsAt = certificate.NotBefore.ToUniversalTime(),
                ExpiresAt = certificate.NotAfter.ToUniversalTime(),
            };
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
