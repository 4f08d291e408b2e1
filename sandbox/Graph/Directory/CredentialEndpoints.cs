using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol;

namespace Sandbox.Graph.Directory;

/// <summary>Adds secrets and certificates to app registrations and removes them.</summary>
internal sealed class CredentialEndpoints(DirectoryWriter writer, TimeProvider time)
{
    /// <summary>The audience of the proof that <c>addKey</c> and <c>removeKey</c> take: the directory's own API.</summary>
    private const string ProofAudience = "00000002-0000-0000-c000-000000000000";

    // Of a secret whose end the request does not name.
    private const int Years = 2;

    private static readonly TimeSpan _proofLifetime = TimeSpan.FromMinutes(10);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public void Map(GraphRoutes routes)
    {
        foreach (var address in ApplicationKey.Addresses)
        {
            routes
                .Post(address + "/addPassword", AddPasswordAsync)
                .Post(address + "/removePassword", RemovePasswordAsync)
                .Post(address + "/addKey", AddKeyAsync)
                .Post(address + "/removeKey", RemoveKeyAsync);
        }
    }

    /// <summary>Creates a secret. The answer shows it once: the sandbox keeps its hash.</summary>
    private async Task AddPasswordAsync(GraphCall call)
    {
        RequireToChange(call);
        var body = await GraphBody.ReadAsync(call);
        var asked = GraphBody.Find(body, "passwordCredential") is { } given && given.ValueKind != JsonValueKind.Null ? given : default;
        if (asked.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            throw GraphErrors.InvalidValue("passwordCredential", "it must be an object.");
        }

        var start = ReadTime(asked, "startDateTime") ?? time.GetUtcNow();
        var end = ReadTime(asked, "endDateTime") ?? start.AddYears(Years);
        if (end <= start || end <= time.GetUtcNow())
        {
            throw GraphErrors.InvalidValue("endDateTime", "it must be later than startDateTime and than now.");
        }

        var secret = Secrets.Create();
        var credential = new ClientCredential
        {
            Id = Guid.NewGuid(),
            ClientId = Guid.TryParse(call.Route("id"), out var id) ? id : throw GraphErrors.NotFound(call.Route("id")!),
            SecretHash = Secrets.Hash(secret),
            Hint = secret[..3],
            DisplayName = ReadName(asked),
            StartsAt = start,
            ExpiresAt = end,
        };
        await ChangeAsync(call, (db, _) =>
        {
            db.Add(credential);
            return Task.CompletedTask;
        });
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#microsoft.graph.passwordCredential");
            CredentialJson.WritePassword(json, credential, secret);
        });
    }

    private async Task RemovePasswordAsync(GraphCall call)
    {
        RequireToChange(call);
        var keyId = await ReadKeyIdAsync(call);
        await ChangeAsync(call, async (db, application) =>
        {
            var removed = await db.Set<ClientCredential>()
                .Where(each => each.ClientId == application.ClientId && each.Id == keyId && each.SecretHash != null).ExecuteDeleteAsync();
            if (removed == 0)
            {
                throw GraphErrors.DirectoryBadRequest($"No password credential found with keyId '{keyId}'.");
            }
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>Adds a certificate to those of an app. The app proves by one that it has already that it may do so.</summary>
    private async Task AddKeyAsync(GraphCall call)
    {
        RequireToChange(call);
        var body = await GraphBody.ReadAsync(call);
        var clientId = Guid.TryParse(call.Route("id"), out var id) ? id : throw GraphErrors.NotFound(call.Route("id")!);
        var key = GraphBody.Find(body, "keyCredential") is { ValueKind: JsonValueKind.Object } given
            ? ApplicationParts.ReadKey(clientId, given)
            : null;
        if (key is null)
        {
            throw GraphErrors.InvalidValue("keyCredential", "it must have a certificate as its key: the base64 of the DER form.");
        }

        await ChangeAsync(call, async (db, application) =>
        {
            await CheckProofAsync(db, application, body);
            db.Add(key);
        });
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#microsoft.graph.keyCredential");
            CredentialJson.WriteKey(json, key);
        });
    }

    private async Task RemoveKeyAsync(GraphCall call)
    {
        RequireToChange(call);
        var body = await GraphBody.ReadAsync(call);
        var keyId = ReadKeyId(body);
        await ChangeAsync(call, async (db, application) =>
        {
            await CheckProofAsync(db, application, body);
            var removed = await db.Set<ClientCredential>()
                .Where(each => each.ClientId == application.ClientId && each.Id == keyId && each.Certificate != null).ExecuteDeleteAsync();
            if (removed == 0)
            {
                throw GraphErrors.DirectoryBadRequest($"No key credential found with keyId '{keyId}'.");
            }
        });
        await JsonAnswer.WriteNothing(call);
    }

    private Task ChangeAsync(GraphCall call, Func<SandboxDbContext, Application, Task> change) => writer.WriteAsync(Outdated.Applications, async db =>
    {
        var application = await ApplicationKey.FindOwnAsync(db, call);
        await ApplicationKey.RequireToChangeAsync(db, call, application.ClientId);
        await change(db, application);
        return [];
    });

    private static void RequireToChange(GraphCall call) => call.Require(Permissions.ChangeApplications, Permissions.ChangeOwnedApplications);

    /// <summary>A proof is a token that the app signs with one of its certificates, for at most ten minutes.</summary>
    private async Task CheckProofAsync(SandboxDbContext db, Application application, JsonElement body)
    {
        var proof = GraphBody.Find(body, "proof") is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
        var now = time.GetUtcNow().UtcDateTime;
        var certificates = await db.Set<ClientCredential>().AsNoTracking()
            .Where(each => each.ClientId == application.ClientId && each.Certificate != null).ToListAsync();
        var keys = certificates.Where(each => each.ExpiresAt > time.GetUtcNow())
            .Select(SecurityKey (each) => new X509SecurityKey(X509CertificateLoader.LoadCertificate(each.Certificate!)));
        var result = await _handler.ValidateTokenAsync(proof, new TokenValidationParameters
        {
            ValidIssuer = application.ClientId.ToString(),
            ValidAudience = ProofAudience,
            IssuerSigningKeys = [.. keys],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            TryAllIssuerSigningKeys = true,
            LifetimeValidator = (from, to, _, _) => from <= now + _proofLifetime && to > now && to <= now + _proofLifetime + _proofLifetime,
        });
        if (!result.IsValid)
        {
            throw GraphErrors.BadProof(application.ClientId);
        }
    }

    private static async Task<Guid> ReadKeyIdAsync(GraphCall call) => ReadKeyId(await GraphBody.ReadAsync(call));

    private static Guid ReadKeyId(JsonElement body) =>
        GraphBody.Find(body, "keyId") is { ValueKind: JsonValueKind.String } value && Guid.TryParse(value.GetString(), out var id)
            ? id
            : throw GraphErrors.InvalidValue("keyId", "it must be a GUID.");

    private static string? ReadName(JsonElement asked) =>
        asked.ValueKind == JsonValueKind.Object && GraphBody.Find(asked, "displayName") is { ValueKind: JsonValueKind.String } name
            && name.GetString() is { Length: > 0 and <= 120 } text ? text : null;

    private static DateTimeOffset? ReadTime(JsonElement asked, string name)
    {
        if (asked.ValueKind != JsonValueKind.Object || GraphBody.Find(asked, name) is not { } value || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // The far ends of the calendar leave no room for the years of a default.
        return value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var found) && found.Year is > 1999 and < 2300
            ? found
            : throw GraphErrors.InvalidValue(name, "it must be a time such as 2030-01-01T00:00:00Z.");
    }
}

/// <summary>Writes credentials as registrations list them.</summary>
internal static class CredentialJson
{
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
