using Sandbox.Protocol.Errors;

namespace Sandbox.Wire;

/// <summary>
/// What a protocol endpoint tells the wire recorder about the exchange it is answering. One instance a request,
/// found in <see cref="HttpContext.Features"/>; an endpoint that says nothing is recorded without it.
/// </summary>
public sealed class ExchangeNotes
{
    private readonly List<Check> _checks = [];

    /// <summary>The <c>client_id</c> of the application that takes part, once it is known to be registered.</summary>
    public string? ClientId { get; set; }

    /// <summary>The user principal name of the person who takes part, once known.</summary>
    public string? User { get; set; }

    /// <summary>The ID of the sign-in that waits, or the journey, where the exchange begins one.</summary>
    public string? InteractionId { get; set; }

    /// <summary>The name of the B2C policy, once it is known to exist.</summary>
    public string? Policy { get; set; }

    /// <summary>Whether a form did what its page is for, so that the user goes on to the app.</summary>
    public bool IsPageDone { get; set; }

    /// <summary>What the browser carries to the application in the answer, in order.</summary>
    public IReadOnlyList<WireParameter> Answer { get; set; } = [];

    /// <summary>The requests that the body of a batch carries, in order.</summary>
    public IReadOnlyList<WireParameter> Batch { get; set; } = [];

    /// <summary>The AADSTS or AADB2C number of the error that ended the exchange; <see langword="null"/> when it went well.</summary>
    public int? ErrorCode { get; set; }

    /// <summary>The error behind <see cref="ErrorCode"/>, with its cause and its fix.</summary>
    internal ProtocolError? Error { get; set; }

    /// <summary>The checks that were made, in order.</summary>
    public IReadOnlyList<Check> Checks => _checks;

    /// <summary>Notes one protocol check. Never pass a secret, code or token in <paramref name="detail"/>.</summary>
    /// <param name="name">What was checked, in the specification's words: <c>redirect_uri is registered</c>.</param>
    /// <param name="passed">Whether the check passed.</param>
    /// <param name="detail">What was expected and found, or <see langword="null"/>.</param>
    public void Note(string name, bool passed, string? detail = null) => _checks.Add(new Check(name, passed, detail));

    /// <summary>One protocol check.</summary>
    /// <param name="Name">What was checked.</param>
    /// <param name="Passed">Whether it passed.</param>
    /// <param name="Detail">What was expected and found, or <see langword="null"/>.</param>
    public sealed record Check(string Name, bool Passed, string? Detail);
}
