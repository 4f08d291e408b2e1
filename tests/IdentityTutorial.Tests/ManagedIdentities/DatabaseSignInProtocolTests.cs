using System.Formats.Asn1;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>The database sign-in as a server of LDAP: what it answers, and whom it shows the door.</summary>
public sealed class DatabaseSignInProtocolTests(DatabaseSignInStage stage) : IClassFixture<DatabaseSignInStage>
{
    [Fact]
    public async Task A_connection_serves_bind_after_bind_until_unbind()
    {
        var token = await stage.TokenAsync();
        using var peer = await stage.ConnectAsync();

        var refused = await peer.AskAsync(LdapPeer.Bind($"cn={ChapterName}", "wrong", id: 7));
        var accepted = await peer.AskAsync(LdapPeer.Bind($"CN={ChapterName}", token, id: int.MaxValue));
        await peer.SendAsync(LdapPeer.Message(9, Unbind));

        Assert.Equal((7, LdapAnswer.InvalidCredentials, int.MaxValue, LdapAnswer.Success), (refused.Id, refused.Code, accepted.Id, accepted.Code));
        await peer.IsClosedAsync();
    }

    [Fact]
    public async Task Messages_may_arrive_together_or_byte_by_byte()
    {
        var bind = LdapPeer.Bind($"cn={ChapterName}", await stage.TokenAsync());
        using var together = await stage.ConnectAsync();
        await together.SendAsync(new byte[][] { bind, bind, LdapPeer.Message(2, Unbind) }.SelectMany(bytes => bytes).ToArray());
        using var slowly = await stage.ConnectAsync();
        foreach (var octet in bind[..40])
        {
            await slowly.SendAsync(new[] { octet });
        }

        Assert.Equal(LdapAnswer.Success, (await slowly.AskAsync(bind.AsMemory(40))).Code);
        Assert.Equal(LdapAnswer.Success, (await together.ReceiveAsync()).Code);
        Assert.Equal(LdapAnswer.Success, (await together.ReceiveAsync()).Code);
        await together.IsClosedAsync();
    }

    [Fact]
    public async Task A_length_may_have_leading_zeros_as_some_clients_write_it()
    {
        var bind = LdapPeer.Bind($"cn={ChapterName}", await stage.TokenAsync());
        var content = bind[4..];
        using var peer = await stage.ConnectAsync();

        Assert.Equal(0x82, bind[1]);
        Assert.Equal(LdapAnswer.Success, (await peer.AskAsync(new byte[] { 0x30, 0x84, 0, 0, bind[2], bind[3] }.Concat(content).ToArray())).Code);
    }

    [Theory]
    [InlineData(ChapterName)]
    [InlineData("ou=people,cn=" + ChapterName)]
    [InlineData("cn=")]
    [InlineData("cn=" + ChapterName + ",dc=example")]
    public async Task The_name_is_cn_and_the_role_and_nothing_else(string name)
    {
        using var peer = await stage.ConnectAsync();

        Assert.Equal(LdapAnswer.InvalidCredentials, (await peer.AskAsync(LdapPeer.Bind(name, await stage.TokenAsync()))).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cn=" + ChapterName)]
    public async Task Without_a_password_nobody_is_let_in(string name) =>
        await IsLastAsync(LdapPeer.Bind(name, ""), 1, LdapAnswer.UnwillingToPerform, "empty");

    [Fact]
    public async Task Another_version_is_a_protocol_error() =>
        await IsLastAsync(LdapPeer.Bind($"cn={ChapterName}", await stage.TokenAsync(), version: 2), 1, LdapAnswer.ProtocolError, "version 3");

    [Fact]
    public async Task SASL_is_refused() =>
        await IsLastAsync(
            LdapPeer.Message(1, writer =>
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.Application, 0)))
                {
                    writer.WriteInteger(3);
                    writer.WriteOctetString([]);
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
                    {
                        writer.WriteOctetString("PLAIN"u8);
                    }
                }
            }),
            1,
            LdapAnswer.AuthMethodNotSupported,
            "SASL");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_control_is_left_alone_unless_it_is_critical(bool critical)
    {
        var bind = LdapPeer.Bind($"cn={ChapterName}", await stage.TokenAsync(), controls: writer =>
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteOctetString("1.3.6.1.4.1.42.2.27.8.5.1"u8);
                writer.WriteBoolean(critical);
            }
        });
        using var peer = await stage.ConnectAsync();

        Assert.Equal(critical ? LdapAnswer.UnavailableCriticalExtension : LdapAnswer.Success, (await peer.AskAsync(bind)).Code);
    }

    [Theory]
    [InlineData(3, 5, LdapAnswer.UnwillingToPerform)] // search
    [InlineData(6, 7, LdapAnswer.UnwillingToPerform)] // modify
    [InlineData(8, 9, LdapAnswer.UnwillingToPerform)] // add
    [InlineData(10, 11, LdapAnswer.UnwillingToPerform)] // delete
    [InlineData(12, 13, LdapAnswer.UnwillingToPerform)] // modify DN
    [InlineData(14, 15, LdapAnswer.UnwillingToPerform)] // compare
    [InlineData(23, 24, LdapAnswer.ProtocolError)] // extended: StartTLS
    public async Task Every_other_operation_is_refused_and_ends_the_connection(int operation, int answer, int code) =>
        await IsLastAsync(LdapPeer.Message(1, writer => writer.PushSequence(new Asn1Tag(TagClass.Application, operation)).Dispose()), answer, code, "");

    [Fact]
    public async Task An_abandon_has_no_answer_and_ends_the_connection()
    {
        using var peer = await stage.ConnectAsync();
        await peer.SendAsync(LdapPeer.Message(1, writer => writer.WriteInteger(1, new Asn1Tag(TagClass.Application, 16))));

        await peer.IsClosedAsync();
    }

    private static void Unbind(AsnWriter writer) => writer.WriteNull(new Asn1Tag(TagClass.Application, 2));

    private async Task IsLastAsync(byte[] request, int operation, int code, string cause)
    {
        using var peer = await stage.ConnectAsync();

        var answer = await peer.AskAsync(request);

        Assert.Equal((1, operation, code), (answer.Id, answer.Operation, answer.Code));
        Assert.Contains(cause, answer.Diagnostic, StringComparison.Ordinal);
        await peer.IsClosedAsync();
    }
}
