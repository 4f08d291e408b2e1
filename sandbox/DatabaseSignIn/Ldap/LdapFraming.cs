using System.Buffers;
using System.Formats.Asn1;
using System.IO.Pipelines;

namespace Sandbox.DatabaseSignIn.Ldap;

/// <summary>Finds where a message ends (RFC 4511, sections 4.1.1 and 5.1).</summary>
internal static class LdapFraming
{
    /// <summary>The longest message in bytes. A bind with a token has two thousand.</summary>
    public const int MaxMessage = 64 * 1024;

    // The tag of a SEQUENCE, and a length in its longest form: one octet that says how many follow, and four that say how long the message is.
    private const byte Sequence = 0x30;
    private const int LongestHeader = 1 + 1 + 4;

    /// <summary>Reads one message, and no byte of the next.</summary>
    /// <returns><see langword="null"/> when the peer has closed, in the middle of a message or after one.</returns>
    /// <exception cref="LdapException">It is no message, or it is too long.</exception>
    public static async Task<byte[]?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            if (LengthOf(read.Buffer) is { } length && read.Buffer.Length >= length)
            {
                var message = read.Buffer.Slice(0, length);
                var bytes = message.ToArray();
                input.AdvanceTo(message.End);
                return bytes;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <returns>How long the message is, its header included, or <see langword="null"/> while too little of it has come.</returns>
    private static int? LengthOf(ReadOnlySequence<byte> buffer)
    {
        Span<byte> header = stackalloc byte[(int)Math.Min(buffer.Length, LongestHeader)];
        buffer.Slice(0, header.Length).CopyTo(header);
        if (header is [not Sequence, ..])
        {
            throw new LdapException("What arrived does not begin like an LDAP message.");
        }

        if (header.Length < 2)
        {
            return null;
        }

        if (!AsnDecoder.TryDecodeLength(header[1..], AsnEncodingRules.BER, out var content, out var octets))
        {
            return header.Length < LongestHeader ? null : throw new LdapException("The length of the message cannot be read.");
        }

        if (content is null)
        {
            throw new LdapException("The message has an indefinite length, which LDAP does not allow.");
        }

        return content > MaxMessage - 1 - octets ? throw new LdapException($"The message is longer than {MaxMessage} bytes.") : 1 + octets + content;
    }
}
