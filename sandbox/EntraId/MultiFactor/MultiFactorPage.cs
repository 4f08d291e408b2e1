using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.MultiFactor;

/// <summary>What the multi-factor page shows.</summary>
internal sealed record MultiFactorPage(string Application, string UserName, string Code, ErrorReport? Error);
