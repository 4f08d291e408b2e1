using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Makes <c>$skiptoken</c> of the place where a page ended. It is encrypted and signed, and good only for the query that it came from.</summary>
internal sealed class SkipTokens(IDataProtectionProvider protection)
{
    private const int FingerprintLength = 16;
    private const int IdLength = 16;

    private readonly IDataProtector _protector = protection.CreateProtector("graph.skiptoken");

    public string Create(string fingerprint, PagePlace place)
    {
        var content = new byte[FingerprintLength + IdLength + Encoding.UTF8.GetByteCount(place.Key)];
        Hash(fingerprint).CopyTo(content.AsSpan());
        place.Id.TryWriteBytes(content.AsSpan(FingerprintLength));
        Encoding.UTF8.GetBytes(place.Key, content.AsSpan(FingerprintLength + IdLength));
        return Convert.ToBase64String(_protector.Protect(content)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
    }

    /// <exception cref="GraphException">The token is not one of this sandbox's, or of another query.</exception>
    public PagePlace Read(string fingerprint, string token)
    {
        try
        {
            var content = _protector.Unprotect(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(token)).AsSpan();
            return content[..FingerprintLength].SequenceEqual(Hash(fingerprint))
                ? new PagePlace(new Guid(content.Slice(FingerprintLength, IdLength)), Encoding.UTF8.GetString(content[(FingerprintLength + IdLength)..]))
                : throw Invalid();
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw Invalid();
        }
    }

    private static ReadOnlySpan<byte> Hash(string fingerprint) => SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)).AsSpan(0, FingerprintLength);

    private static GraphException Invalid() =>
        GraphErrors.DirectoryBadRequest("The specified page token is not valid for this query. Follow @odata.nextLink as it is, or begin with the first page.");
}
