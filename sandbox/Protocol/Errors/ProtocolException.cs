namespace Sandbox.Protocol.Errors;

/// <summary>Ends the handling of a request with an error answer. Endpoints turn it into JSON, a redirect or a page.</summary>
internal sealed class ProtocolException(ProtocolError error) : Exception(error.Message)
{
    public ProtocolError Error { get; } = error;
}
