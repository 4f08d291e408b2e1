namespace Sandbox.Wire;

/// <summary>Marks an endpoint below <c>/sandbox</c> that takes part in a protocol, so that its exchanges are recorded.</summary>
internal sealed class RecordedExchange;
