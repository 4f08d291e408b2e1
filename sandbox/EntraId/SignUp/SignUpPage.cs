using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.SignUp;

/// <summary>What the sign-up page shows.</summary>
internal sealed record SignUpPage(string Application, string Domain, string? DisplayName, string? UserName, ErrorReport? Error);
