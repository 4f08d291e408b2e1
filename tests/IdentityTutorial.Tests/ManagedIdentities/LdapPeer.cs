using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>A client of the database sign-in that sends what a test tells it to, right or wrong.</summary>
public sealed class LdapPeer : IDisposable
{
    private static readonly TimeSpan _limit = Patience.Limit;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<LdapPeer> ConnectAsync(int port)
    {
        var peer = new LdapPeer();
        await peer._socket.ConnectAsync(IPAddress.Loopback, port, EntraIdFixture.Token);
        return peer;
    }

    /// <summary>A bind request by password.</summary>
    public static byte[] Bind(string name, string password, int id = 1, int version = 3, Action<AsnWriter>? controls = null) => Message(id, writer =>
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.Application, 0)))
        {
            writer.WriteInteger(version);
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
            writer.WriteOctetString(Encoding.UTF8.GetBytes(password), new Asn1Tag(TagClass.ContextSpecific, 0));
        }

        controls?.Invoke(writer);
    });

    /// <summary>A message with any operation.</summary>
    public static byte[] Message(int id, Action<AsnWriter> operation)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            operation(writer);
        }

        return writer.Encode();
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes[sent..], EntraIdFixture.Token);
        }
    }

    public async Task<LdapAnswer> AskAsync(ReadOnlyMemory<byte> bytes)
    {
        await SendAsync(bytes);
        return await ReceiveAsync();
    }

    /// <summary>Binds as a role, as PostgreSQL does.</summary>
    public Task<LdapAnswer> SignInAsync(string role, string password) => AskAsync(Bind($"cn={role}", password));

    /// <summary>Waits for an answer.</summary>
    public async Task<LdapAnswer> ReceiveAsync()
    {
        var received = new List<byte>();
        int? length;
        while ((length = LengthOf([.. received])) is null || received.Count < length)
        {
            var octet = new byte[1];
            Assert.True(await ReceiveAsync(octet) == 1, $"The connection was closed after {received.Count} bytes of an answer.");
            received.Add(octet[0]);
        }

        return LdapAnswer.Parse(received.ToArray());
    }

    /// <summary>Waits until the other side has closed, without a further word.</summary>
    public async Task IsClosedAsync()
    {
        try
        {
            Assert.Equal(0, await ReceiveAsync(new byte[1]));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed as well, with something of ours unread.
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int? LengthOf(byte[] bytes) =>
        bytes.Length > 1 && AsnDecoder.TryDecodeLength(bytes.AsSpan(1), AsnEncodingRules.BER, out var content, out var octets) ? 1 + octets + content : null;

    private async Task<int> ReceiveAsync(byte[] buffer) => await _socket.ReceiveAsync(buffer, EntraIdFixture.Token).AsTask().WaitAsync(_limit, EntraIdFixture.Token);
}
