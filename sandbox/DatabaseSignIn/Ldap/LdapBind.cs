using System.Formats.Asn1;
using System.Text;

namespace Sandbox.DatabaseSignIn.Ldap;

/// <summary>A bind request (RFC 4511, section 4.2).</summary>
/// <param name="Version">The version of LDAP.</param>
/// <param name="Name">Who binds.</param>
/// <param name="Password">The password of a simple bind; otherwise empty.</param>
/// <param name="IsSimple">Whether a password is the proof, and not SASL.</param>
/// <param name="HasCriticalControl">As in <see cref="LdapMessage"/>.</param>
internal sealed record LdapBind(int Version, string Name, string Password, bool IsSimple, bool HasCriticalControl)
{
    private const int SpokenVersion = 3;

    private static readonly Asn1Tag _bind = new(TagClass.Application, LdapOperation.BindRequest);
    private static readonly Asn1Tag _simple = new(TagClass.ContextSpecific, 0);

    /// <summary>Reads the request.</summary>
    /// <exception cref="LdapException">It is malformed.</exception>
    public static LdapBind Parse(LdapMessage message)
    {
        try
        {
            var bind = new AsnReader(message.Content, AsnEncodingRules.BER).ReadSequence(_bind);
            var version = bind.TryReadInt32(out var number) ? number : 0;
            var name = ReadText(bind, Asn1Tag.PrimitiveOctetString);
            var isSimple = bind.PeekTag().HasSameClassAndValue(_simple);
            return new LdapBind(version, name, isSimple ? ReadText(bind, _simple) : "", isSimple, message.HasCriticalControl);
        }
        catch (AsnContentException malformed)
        {
            throw new LdapException($"The bind request is malformed: {malformed.Message}");
        }
    }

    /// <summary>What makes it needless to look at the password.</summary>
    public (LdapResultCode Code, string Problem)? FindObstacle() => this switch
    {
        { Version: not SpokenVersion } => (LdapResultCode.ProtocolError, $"LDAP version {SpokenVersion} is spoken here."),
        { HasCriticalControl: true } => (LdapResultCode.UnavailableCriticalExtension, "Controls are not supported here."),
        { IsSimple: false } => (LdapResultCode.AuthMethodNotSupported, "SASL is not supported here; the token is the password of a simple bind."),
        // RFC 4513, sections 5.1.1 and 5.1.2: without a password a bind proves nobody, and a peer that takes its success for a proof lets everybody in.
        { Password: "" } => (LdapResultCode.UnwillingToPerform, "The password is empty. Send an access token."),
        _ => null,
    };

    /// <summary>Not in pieces: section 5.1 allows the primitive form alone.</summary>
    private static string ReadText(AsnReader reader, Asn1Tag tag) =>
        reader.TryReadPrimitiveOctetString(out var bytes, tag) ? Encoding.UTF8.GetString(bytes.Span) : throw new LdapException("A text in the bind request comes in pieces.");
}
