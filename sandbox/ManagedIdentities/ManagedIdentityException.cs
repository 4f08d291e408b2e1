namespace Sandbox.ManagedIdentities;

/// <summary>Ends a request to the managed-identity endpoint.</summary>
internal sealed class ManagedIdentityException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static ManagedIdentityException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
