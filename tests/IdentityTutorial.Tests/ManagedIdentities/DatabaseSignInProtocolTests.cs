using System.Formats.Asn1;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>The database sign-in as a server of LDAP: what it answers, and whom it shows the door.</summary>
public sealed class DatabaseSignInProtocolTests(DatabaseSignInStage stage) : IClassFixture<DatabaseSignInStage>
{
    private const string NoticeOfDisconnection = "1.3.6.1.4.1.1466.20036";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

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

    [Theory]
    [InlineData("474554202F20485454502F312E310D0A", "does not begin")] // GET / HTTP/1.1
    [InlineData("160301007B0100", "does not begin")] // TLS
    [InlineData("308002010142000000", "indefinite")]
    [InlineData("30FF010203040506", "length")]
    [InlineData("3085000000000A0201", "length")]
    [InlineData("3084FFFFFFFF0201", "length")]
    [InlineData("3003020101", "malformed")] // no operation
    [InlineData("30050201017F80", "malformed")] // a tag that does not end
    [InlineData("30050201004200", "id")] // id 0
    [InlineData("30050201814200", "id")] // a negative id
    [InlineData("30050401014200", "malformed")] // no number
    [InlineData("30050201010400", "no operation")]
    [InlineData("30050201016F00", "not known")]
    [InlineData("3007020101600204FF", "malformed")] // a bind with a length that points outside
    [InlineData("30050201016000", "malformed")] // an empty bind
    [InlineData("3010020101600B0201032404040261628000", "pieces")]
    public async Task What_is_not_LDAP_is_told_so_and_disconnected(string hex, string cause)
    {
        using var peer = await stage.ConnectAsync();

        var answer = await peer.AskAsync(Convert.FromHexString(hex));

        Assert.Equal((0, 24, LdapAnswer.ProtocolError, NoticeOfDisconnection), (answer.Id, answer.Operation, answer.Code, answer.ResponseName));
        Assert.Contains(cause, answer.Diagnostic, StringComparison.Ordinal);
        await peer.IsClosedAsync();
    }

    [Fact]
    public async Task A_message_may_have_64_KB_and_not_a_byte_more()
    {
        var overhead = LdapPeer.Bind("cn=x", new string('x', 60_000)).Length - 60_000;
        using var peer = await stage.ConnectAsync();
        Assert.Equal(LdapAnswer.InvalidCredentials, (await peer.SignInAsync("x", new string('x', (64 * 1024) - overhead))).Code);

        var answer = await peer.SignInAsync("x", new string('x', (64 * 1024) - overhead + 1));

        Assert.Equal((0, LdapAnswer.ProtocolError, NoticeOfDisconnection), (answer.Id, answer.Code, answer.ResponseName));
        Assert.Contains("65536", answer.Diagnostic, StringComparison.Ordinal);
        await peer.IsClosedAsync();
    }

    [Fact]
    public async Task A_message_that_only_claims_to_be_huge_is_not_waited_for()
    {
        using var peer = await stage.ConnectAsync();

        Assert.Contains("longer", (await peer.AskAsync(new byte[] { 0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xF0 })).Diagnostic, StringComparison.Ordinal);
        await peer.IsClosedAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Who_is_silent_or_slow_for_ten_seconds_is_disconnected(int sent)
    {
        await using var own = new DatabaseSignInStage();
        var bind = LdapPeer.Bind($"cn={ChapterName}", await own.TokenAsync());
        using var peer = await own.ConnectAsync();
        await peer.SendAsync(bind.AsMemory(0, sent));
        await WaitAsync(() => own.Fixture.Clock.HasTimerDue(_patience));

        own.Fixture.Clock.Advance(_patience);

        await peer.IsClosedAsync();
    }

    [Fact]
    public async Task A_second_message_gets_ten_seconds_of_its_own()
    {
        await using var own = new DatabaseSignInStage();
        var bind = LdapPeer.Bind($"cn={ChapterName}", await own.TokenAsync());
        using var peer = await own.ConnectAsync();
        await WaitAsync(() => own.Fixture.Clock.HasTimerDue(_patience));
        own.Fixture.Clock.Advance(TimeSpan.FromSeconds(9));
        await peer.AskAsync(bind);
        await WaitAsync(() => own.Fixture.Clock.HasTimerDue(_patience));
        own.Fixture.Clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(LdapAnswer.Success, (await peer.AskAsync(bind)).Code);
    }

    [Fact]
    public async Task Who_comes_after_a_hundred_others_waits_until_one_has_left()
    {
        await using var own = new DatabaseSignInStage();
        var token = await own.TokenAsync();
        var others = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => own.ConnectAsync()));
        try
        {
            foreach (var other in others)
            {
                Assert.Equal(LdapAnswer.Success, (await other.SignInAsync(ChapterName, token)).Code);
            }

            using var late = await own.ConnectAsync();
            var answer = late.SignInAsync(ChapterName, token);
            await Task.Delay(TimeSpan.FromMilliseconds(200), EntraIdFixture.Token);
            Assert.False(answer.IsCompleted);

            others[0].Dispose();
            Assert.Equal(LdapAnswer.Success, (await answer).Code);
        }
        finally
        {
            Array.ForEach(others, other => other.Dispose());
        }
    }

    [Fact]
    public async Task Whatever_a_peer_sends_the_next_one_is_served()
    {
        var bind = LdapPeer.Bind($"cn={ChapterName}", await stage.TokenAsync());
        var random = new Random(4511);
        for (var attempt = 0; attempt < 300; attempt++)
        {
            var bytes = bind.ToArray();
            for (var change = 0; change < 3; change++)
            {
                // Near the beginning, where the lengths and tags are.
                bytes[random.Next(48)] = (byte)random.Next(256);
            }

            using var peer = await stage.ConnectAsync();
            await peer.SendAsync(bytes);
        }

        Assert.Equal(LdapAnswer.Success, (await stage.SignInAsync(ChapterName, await stage.TokenAsync())).Code);
    }

    [Fact]
    public async Task The_end_of_the_sandbox_ends_its_connections_and_frees_the_port()
    {
        var own = new DatabaseSignInStage();
        var token = await own.TokenAsync();
        using var peer = await own.ConnectAsync();
        await peer.SignInAsync(ChapterName, token);

        await own.DisposeAsync();

        await peer.IsClosedAsync();
        Assert.False(TestKit.Processes.Loopback.IsTaken(own.Port));
    }

    private static void Unbind(AsnWriter writer) => writer.WriteNull(new Asn1Tag(TagClass.Application, 2));

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition(); attempt++)
        {
            Assert.True(attempt < 1000, "What the test waits for did not come.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), EntraIdFixture.Token);
        }
    }

    private async Task IsLastAsync(byte[] request, int operation, int code, string cause)
    {
        using var peer = await stage.ConnectAsync();

        var answer = await peer.AskAsync(request);

        Assert.Equal((1, operation, code), (answer.Id, answer.Operation, answer.Code));
        Assert.Contains(cause, answer.Diagnostic, StringComparison.Ordinal);
        await peer.IsClosedAsync();
    }
}
