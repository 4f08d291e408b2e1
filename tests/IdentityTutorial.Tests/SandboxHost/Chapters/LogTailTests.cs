using Sandbox.Chapters;

namespace IdentityTutorial.Tests.SandboxHost.Chapters;

public sealed class LogTailTests
{
    [Fact]
    public void Only_the_newest_lines_are_kept_in_order()
    {
        var log = new LogTail(capacity: 3);
        foreach (var line in new[] { "a", "b", "c", "d", "e" })
        {
            log.Add(line);
        }

        Assert.Equal(["c", "d", "e"], log.Lines);
    }

    [Fact]
    public void Lines_of_two_streams_at_once_are_all_counted()
    {
        var log = new LogTail(capacity: 10_000);

        Parallel.For(0, 10_000, number => log.Add($"{number}"));

        Assert.Equal(10_000, log.Lines.Distinct().Count());
    }
}
