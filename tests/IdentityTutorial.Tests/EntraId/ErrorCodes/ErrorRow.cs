namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

/// <summary>One way to an error.</summary>
/// <param name="Expected">What the client or the person gets.</param>
/// <param name="Make">Sends the request.</param>
public sealed record ErrorRow(Outcome Expected, Func<Task<Outcome>> Make)
{
    /// <summary>The status, where it is another one than usual.</summary>
    public int Status
    {
        get => Expected.Status;
        init => Expected = Expected with { Status = value };
    }

    /// <summary>The suberror, where there is one.</summary>
    public string? SubError
    {
        get => Expected.SubError;
        init => Expected = Expected with { SubError = value };
    }
}
