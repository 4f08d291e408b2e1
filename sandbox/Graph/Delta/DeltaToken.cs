using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.Delta;

/// <summary>Where a round of delta queries is, and what it asks for.</summary>
/// <param name="Resource">The type of the objects, such as <c>user</c>.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Filling">The filling of the database whose changes are counted.</param>
/// <param name="Since">The change after which the round begins; <see langword="null"/> for all objects.</param>
/// <param name="UpTo">The change with which the round ends.</param>
/// <param name="After">The last object of the page before; zeros at the beginning.</param>
/// <param name="Select">The properties that the first request selected, with commas; <see langword="null"/> for the default ones.</param>
internal sealed record DeltaToken(string Resource, Guid TenantId, Guid Filling, long? Since, long UpTo, Guid After, string? Select);

/// <summary>Encrypts the tokens, so that clients can keep them and not change them.</summary>
internal sealed class DeltaTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("graph.delta");

    public string Write(DeltaToken token) =>
        WebEncoders.Base64UrlEncode(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(token)));

    /// <exception cref="GraphException">The token is not one of this sandbox's, or is one of another type or tenant.</exception>
    public DeltaToken Read(string text, string resource, Guid tenantId)
    {
        try
        {
            var token = JsonSerializer.Deserialize<DeltaToken>(_protector.Unprotect(WebEncoders.Base64UrlDecode(text)));
            return token is not null && token.Resource == resource && token.TenantId == tenantId ? token : throw Invalid();
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            throw Invalid();
        }
    }

    private static GraphException Invalid() =>
        GraphErrors.DirectoryBadRequest(
            "Badly formed token. Follow @odata.nextLink and @odata.deltaLink as they are, or begin again without a token.");
}
