using System.Formats.Asn1;

namespace Sandbox.DatabaseSignIn.Ldap;

/// <summary>The envelope of a request (RFC 4511, section 4.1.1).</summary>
/// <param name="Id">The number that its answer carries.</param>
/// <param name="Operation">The application tag of the operation.</param>
/// <param name="Content">The operation, encoded.</param>
/// <param name="HasCriticalControl">Whether the peer wants the operation to be done with an extension or not at all (section 4.1.11); there are none here.</param>
internal sealed record LdapMessage(int Id, int Operation, ReadOnlyMemory<byte> Content, bool HasCriticalControl)
{
    private static readonly Asn1Tag _controls = new(TagClass.ContextSpecific, 0);

    /// <summary>Reads the envelope. Further members are left alone, as section 4 asks for.</summary>
    /// <exception cref="LdapException">It is none.</exception>
    public static LdapMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var message = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (!message.TryReadInt32(out var id) || id < 1)
            {
                throw new LdapException("The message id is no number from 1 to 2147483647.");
            }

            var tag = message.PeekTag();
            return tag.TagClass == TagClass.Application
                ? new LdapMessage(id, tag.TagValue, message.ReadEncodedValue(), HasCritical(message))
                : throw new LdapException("The message holds no operation.");
        }
        catch (AsnContentException malformed)
        {
            throw new LdapException($"The message is malformed: {malformed.Message}");
        }
    }

    private static bool HasCritical(AsnReader message)
    {
        if (!message.HasData || !message.PeekTag().HasSameClassAndValue(_controls))
        {
            return false;
        }

        var controls = message.ReadSequence(_controls);
        var found = false;
        while (controls.HasData)
        {
            var control = controls.ReadSequence();
            control.ReadOctetString();
            found |= control.HasData && control.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && control.ReadBoolean();
        }

        return found;
    }
}
