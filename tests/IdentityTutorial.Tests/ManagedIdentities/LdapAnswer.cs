using System.Formats.Asn1;
using System.Text;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>An answer by LDAP.</summary>
/// <param name="Id">The number of the request it belongs to.</param>
/// <param name="Operation">The application tag: 1 answers a bind, 24 an extended operation or nothing at all.</param>
/// <param name="Code">The result code.</param>
/// <param name="Diagnostic">The sentence beside it.</param>
/// <param name="ResponseName">The name of an extended answer.</param>
public sealed record LdapAnswer(int Id, int Operation, int Code, string Diagnostic, string? ResponseName)
{
    public const int Success = 0;
    public const int ProtocolError = 2;
    public const int AuthMethodNotSupported = 7;
    public const int UnavailableCriticalExtension = 12;
    public const int InvalidCredentials = 49;
    public const int UnwillingToPerform = 53;

    /// <summary>Reads one message.</summary>
    public static LdapAnswer Parse(ReadOnlyMemory<byte> bytes)
    {
        var outer = new AsnReader(bytes, AsnEncodingRules.BER);
        var message = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        Assert.True(message.TryReadInt32(out var id));
        var tag = message.PeekTag();
        Assert.Equal(TagClass.Application, tag.TagClass);
        var result = message.ReadSequence(tag);
        message.ThrowIfNotEmpty();
        var code = result.ReadEnumeratedBytes().Span[0];
        Assert.Empty(result.ReadOctetString());
        var diagnostic = Encoding.UTF8.GetString(result.ReadOctetString());
        var name = result.HasData ? Encoding.UTF8.GetString(result.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 10))) : null;
        result.ThrowIfNotEmpty();
        return new(id, tag.TagValue, code, diagnostic, name);
    }
}
