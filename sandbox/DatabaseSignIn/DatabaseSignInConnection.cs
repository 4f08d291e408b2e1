using System.IO.Pipelines;
using System.Net.Sockets;
using Sandbox.DatabaseSignIn.Ldap;

namespace Sandbox.DatabaseSignIn;

/// <summary>Answers one peer, message by message, until it says goodbye, asks for something else than a sign-in, or takes too long.</summary>
internal sealed partial class DatabaseSignInConnection(RoleCheck roles, TimeProvider time, ILogger<DatabaseSignInConnection> logger)
{
    /// <summary>How long a peer may take for one message and for taking its answer, pauses between messages included.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>Serves a connection and closes it.</summary>
    public async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        using var owned = socket;
        try
        {
            await using var stream = new NetworkStream(socket);
            var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
            while (await ServeMessageAsync(input, stream, stopping))
            {
            }

            await input.CompleteAsync();
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            LogTooSlow(_patience.TotalSeconds);
        }
        catch (OperationCanceledException)
        {
            // The sandbox ends.
        }
        catch (Exception gone) when (gone is IOException or SocketException)
        {
            // The peer has hung up; there is nobody to tell.
        }
    }

    /// <returns>Whether the peer may go on.</returns>
    private async Task<bool> ServeMessageAsync(PipeReader input, NetworkStream stream, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        var reply = await AnswerAsync(input, either.Token);
        if (reply is null)
        {
            return false;
        }

        await stream.WriteAsync(reply.Bytes, either.Token);
        if (reply.IsLast)
        {
            // Closing with input unread would reset the connection, and the peer could lose the answer. So the rest is read first.
            stream.Socket.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, either.Token);
        }

        return !reply.IsLast;
    }

    /// <returns><see langword="null"/> when there is nothing to answer and nothing more to expect.</returns>
    private async Task<LdapReply?> AnswerAsync(PipeReader input, CancellationToken cancellationToken)
    {
        try
        {
            if (await LdapFraming.ReadAsync(input, cancellationToken) is not { } bytes)
            {
                return null;
            }

            var message = LdapMessage.Parse(bytes);
            return message.Operation == LdapOperation.BindRequest ? await BindAsync(message, cancellationToken) : LdapReply.ToOther(message);
        }
        catch (LdapException problem)
        {
            LogNotLdap(problem.Message);
            return LdapReply.Disconnection(problem.Message);
        }
    }

    private async Task<LdapReply> BindAsync(LdapMessage message, CancellationToken cancellationToken)
    {
        var bind = LdapBind.Parse(message);
        var role = RoleName.Of(bind.Name);
        var (code, problem) = bind.FindObstacle() is { } obstacle ? obstacle : await CheckAsync(role, bind.Password, cancellationToken);
        if (code == LdapResultCode.Success)
        {
            LogAccepted(role.Shown);
        }
        else
        {
            LogRefused(role.Shown, code, problem);
        }

        return LdapReply.ToBind(message, code, problem);
    }

    private async Task<(LdapResultCode Code, string Problem)> CheckAsync(RoleName role, string password, CancellationToken cancellationToken)
    {
        try
        {
            return await roles.FindProblemAsync(role, password, cancellationToken) is { } problem ? (LdapResultCode.InvalidCredentials, problem) : (LdapResultCode.Success, "");
        }
#pragma warning disable CA1031 // Whatever keeps the sandbox from checking one sign-in, the next one is tried afresh.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // The type alone: a message could quote what was to be checked.
            return (LdapResultCode.Unavailable, $"The sandbox could not check the token ({failure.GetType().Name}). Try again.");
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Database sign-in of {Role}: accepted.")]
    private partial void LogAccepted(string role);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Database sign-in of {Role}: refused ({Code}). {Problem}")]
    private partial void LogRefused(string role, LdapResultCode code, string problem);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Database sign-in: a connection was ended. {Problem}")]
    private partial void LogNotLdap(string problem);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Database sign-in: a connection was ended that took longer than {Seconds} s for a message.")]
    private partial void LogTooSlow(double seconds);
}
