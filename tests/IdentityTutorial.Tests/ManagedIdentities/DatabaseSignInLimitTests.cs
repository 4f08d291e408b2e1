using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>The database sign-in before peers that send nonsense, too much, too slowly or all at once.</summary>
public sealed class DatabaseSignInLimitTests(DatabaseSignInStage stage) : IClassFixture<DatabaseSignInStage>
{
    private const string NoticeOfDisconnection = "1.3.6.1.4.1.1466.20036";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

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

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition(); attempt++)
        {
            Assert.True(attempt < 1000, "What the test waits for did not come.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), EntraIdFixture.Token);
        }
    }
}
