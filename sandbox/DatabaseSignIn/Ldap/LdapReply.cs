using System.Formats.Asn1;
using System.Text;

namespace Sandbox.DatabaseSignIn.Ldap;

/// <summary>An answer (RFC 4511, section 4.1.9).</summary>
/// <param name="Bytes">The encoded message.</param>
/// <param name="IsLast">Whether the connection ends with it.</param>
internal sealed record LdapReply(byte[] Bytes, bool IsLast)
{
    private const string NoticeOfDisconnection = "1.3.6.1.4.1.1466.20036";

    private static readonly Asn1Tag _responseName = new(TagClass.ContextSpecific, 10);

    /// <summary>The answer to a bind. A peer may try again after a refused password (section 4.2.1), and after nothing else.</summary>
    public static LdapReply ToBind(LdapMessage request, LdapResultCode code, string problem) => new(
        Encode(request.Id, LdapOperation.BindResponse, code, problem),
        IsLast: code is not (LdapResultCode.Success or LdapResultCode.InvalidCredentials or LdapResultCode.Unavailable));

    /// <summary>The answer to another operation than a bind.</summary>
    /// <returns><see langword="null"/> for those that have no answer: unbind and abandon (sections 4.3 and 4.11).</returns>
    public static LdapReply? ToOther(LdapMessage request) => request.Operation switch
    {
        LdapOperation.UnbindRequest or LdapOperation.AbandonRequest => null,
        // StartTLS among them; section 4.12 wants this code for those that are not known.
        LdapOperation.ExtendedRequest => Refuse(request, LdapOperation.ExtendedResponse, LdapResultCode.ProtocolError, "No extended operation is known here; StartTLS neither."),
        var operation when LdapOperation.AnswerTo(operation) is { } answer => Refuse(request, answer, LdapResultCode.UnwillingToPerform, "There is nothing here but simple binds."),
        _ => Disconnection("The operation is not known."),
    };

    /// <summary>Tells a peer that nobody asked for an answer why the connection ends (section 4.4.1).</summary>
    public static LdapReply Disconnection(string problem) =>
        new(Encode(0, LdapOperation.ExtendedResponse, LdapResultCode.ProtocolError, problem, NoticeOfDisconnection), IsLast: true);

    private static LdapReply Refuse(LdapMessage request, int answer, LdapResultCode code, string problem) => new(Encode(request.Id, answer, code, problem), IsLast: true);

    private static byte[] Encode(int id, int operation, LdapResultCode code, string problem, string? responseName = null)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, operation)))
            {
                writer.WriteEnumeratedValue(code);
                writer.WriteOctetString([]); // matchedDN
                writer.WriteOctetString(Encoding.UTF8.GetBytes(problem));
                if (responseName is not null)
                {
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(responseName), _responseName);
                }
            }
        }

        return writer.Encode();
    }
}
