using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sandbox.Hosting;

namespace Sandbox.DatabaseSignIn;

/// <summary>
/// Takes connections on 127.0.0.1, whatever addresses the sandbox itself listens on: tokens arrive here without TLS.
/// </summary>
internal sealed class DatabaseSignInListener(
    DatabaseSignInConnection connection, IConfiguration configuration, IHostApplicationLifetime lifetime, StartUpReport report, TimeProvider time) : BackgroundService
{
    /// <summary>How many are served at once. Who comes after them waits until one has left, and each has to leave in time.</summary>
    private const int MaxConnections = 100;

    private TcpListener? _listener;

    // Not in ExecuteAsync: what is wrong with the port has to end the start.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (DatabaseSignInPort.Read(configuration) is { } port)
        {
            _listener = new TcpListener(IPAddress.Loopback, port);
            _listener.Start();
            report.Step("database", $"roles sign in with a token: LDAP on 127.0.0.1:{port}");
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_listener is not { } listener)
        {
            return;
        }

        try
        {
            await WaitForStartAsync(stoppingToken);
            await Parallel.ForEachAsync(
                AcceptAsync(listener, stoppingToken),
                new ParallelOptions { MaxDegreeOfParallelism = MaxConnections, CancellationToken = stoppingToken },
                async (socket, cancellationToken) => await connection.ServeAsync(socket, cancellationToken));
        }
        finally
        {
            listener.Stop();
        }
    }

    /// <summary>Which issuers are the sandbox's own depends on its addresses, and those are known once it listens.</summary>
    private async Task WaitForStartAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async IAsyncEnumerable<Socket> AcceptAsync(TcpListener listener, [EnumeratorCancellation] CancellationToken stoppingToken)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                accepted = await listener.AcceptSocketAsync(stoppingToken);
            }
            catch (SocketException)
            {
                // Of the connection, or of a machine that has no more to give. An exception that leaves here would end the sandbox.
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, stoppingToken);
            }

            if (accepted is not null)
            {
                yield return accepted;
            }
        }
    }
}
