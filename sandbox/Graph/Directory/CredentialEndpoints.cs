using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Protocol;

namespace Sandbox.Graph.Directory;

/// <summary>Adds secrets and certificates to app registrations and removes them.</summary>
internal sealed class CredentialEndpoints(DirectoryWriter writer, TimeProvider time)
{
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
        call.Require(ApplicationKey.ToChange);
        var body = await GraphBody.ReadAsync(call);
        var asked = GraphBody.Find(body, "passwordCredential") is { ValueKind: not JsonValueKind.Null } given
            ? given
            : default;
        if (asked.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            throw GraphErrors.InvalidValue("passwordCredential", "it must be an object.");
        }

        var start = ReadTime(asked, "startDateTime") ?? time.GetUtcNow();
        var secret = Secrets.Create();
        var credential = ClientCredential.OfSecret(
            call.RouteId(), secret, ReadName(asked), start, ReadTime(asked, "endDateTime"));
        if (credential.ExpiresAt <= start || credential.ExpiresAt <= time.GetUtcNow())
        {
            throw GraphErrors.InvalidValue("endDateTime", "it must be later than startDateTime and than now.");
        }

        await writer.ChangeApplicationAsync(call, (db, _) =>
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
        call.Require(ApplicationKey.ToChange);
        var keyId = ReadKeyId(await GraphBody.ReadAsync(call));
        await writer.ChangeApplicationAsync(call, async (db, application) =>
        {
            var removed = await db.Set<ClientCredential>()
                .Where(each => each.ClientId == application.ClientId && each.Id == keyId && each.SecretHash != null)
                .ExecuteDeleteAsync();
            if (removed == 0)
            {
                throw GraphErrors.DirectoryBadRequest($"No password credential found with keyId '{keyId}'.");
            }
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>
    /// Adds a certificate to those of an app. The app proves by one that it has already that it may do so.
    /// </summary>
    private async Task AddKeyAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        var body = await GraphBody.ReadAsync(call);
        var clientId = call.RouteId();
        var key = GraphBody.Find(body, "keyCredential") is { ValueKind: JsonValueKind.Object } given
            ? KeyCredentials.Read(clientId, given)
            : null;
        if (key is null)
        {
            throw GraphErrors.InvalidValue(
                "keyCredential", "it must have a certificate as its key: the base64 of the DER form.");
        }

        await writer.ChangeApplicationAsync(call, async (db, application) =>
        {
            await PossessionProof.CheckAsync(db, application, body, time.GetUtcNow());
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
        call.Require(ApplicationKey.ToChange);
        var body = await GraphBody.ReadAsync(call);
        var keyId = ReadKeyId(body);
        await writer.ChangeApplicationAsync(call, async (db, application) =>
        {
            await PossessionProof.CheckAsync(db, application, body, time.GetUtcNow());
            var removed = await db.Set<ClientCredential>()
                .Where(each => each.ClientId == application.ClientId && each.Id == keyId && each.Certificate != null)
                .ExecuteDeleteAsync();
            if (removed == 0)
            {
                throw GraphErrors.DirectoryBadRequest($"No key credential found with keyId '{keyId}'.");
            }
        });
        await JsonAnswer.WriteNothing(call);
    }

    private static Guid ReadKeyId(JsonElement body) =>
        GraphBody.FindId(body, "keyId") ?? throw GraphErrors.InvalidValue("keyId", "it must be a GUID.");

    private static string? ReadName(JsonElement asked) =>
        asked.ValueKind == JsonValueKind.Object
        && GraphBody.FindText(asked, "displayName") is { Length: > 0 and <= 120 } name
            ? name
            : null;

    private static DateTimeOffset? ReadTime(JsonElement asked, string name)
    {
        if (asked.ValueKind != JsonValueKind.Object
            || GraphBody.Find(asked, name) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        // The far ends of the calendar leave no room for the years of a default.
        return value.ValueKind == JsonValueKind.String
            && value.TryGetDateTimeOffset(out var found)
            && found.Year is > 1999 and < 2300
            ? found
            : throw GraphErrors.InvalidValue(name, "it must be a time such as 2030-01-01T00:00:00Z.");
    }
}
