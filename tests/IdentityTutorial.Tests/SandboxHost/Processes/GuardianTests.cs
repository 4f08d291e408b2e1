using System.Diagnostics;
using IdentityTutorial.Tests.TestKit;
using Sandbox.Chapters;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

/// <summary>The guardian alone: a process that waits on its input stands for the sandbox's children, the test for the sandbox.</summary>
[Collection(ProcessTests.Name)]
public sealed class GuardianTests : IDisposable
{
    private static readonly TimeSpan _limit = Patience.Limit;

    private readonly Process _child = Start();
    private readonly Process _guardian = Start();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_pipe_ends_it_ends_what_it_watches()
    {
        await EndGuardianAsync($"+{ProcessIdentity.Of(_child)}");

        await _child.WaitForExitAsync(Cancelled).WaitAsync(_limit, Cancelled);
        Assert.True(_child.HasExited);
    }

    [Fact]
    public async Task It_leaves_alone_what_it_was_told_to_forget()
    {
        await EndGuardianAsync($"+{ProcessIdentity.Of(_child)}", $"-{ProcessIdentity.Of(_child)}");

        Assert.False(_child.HasExited);
    }

    [Fact]
    public async Task It_leaves_alone_a_process_that_was_given_the_id_of_an_ended_one()
    {
        var ended = ProcessIdentity.Of(_child) with { StartTicks = ProcessIdentity.Of(_child).StartTicks - TimeSpan.FromMinutes(1).Ticks };

        await EndGuardianAsync($"+{ended}", "nonsense");

        Assert.False(_child.HasExited);
    }

    public void Dispose()
    {
        foreach (var process in new[] { _child, _guardian })
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private static Process Start() => Process.Start(new ProcessStartInfo("dotnet", [typeof(Sandbox.SandboxMarker).Assembly.Location, GuardianMode.Option])
    {
        RedirectStandardInput = true,
    })!;

    private async Task EndGuardianAsync(params string[] messages)
    {
        foreach (var message in messages)
        {
            await _guardian.StandardInput.WriteLineAsync(message);
        }

        _guardian.StandardInput.Close();
        await _guardian.WaitForExitAsync(Cancelled).WaitAsync(_limit, Cancelled);
        Assert.Equal(0, _guardian.ExitCode);
    }
}
