namespace Sandbox;

/// <summary>Names this assembly for the test host, because every application here has a <c>Program</c> class.</summary>
public sealed class SandboxMarker;
