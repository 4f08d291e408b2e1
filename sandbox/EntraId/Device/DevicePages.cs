using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Device;

/// <summary>What the page shows on which a code is typed.</summary>
internal sealed record DeviceCodePage(ErrorReport? Error);

/// <summary>What the page shows that asks whether the device is the person's own.</summary>
internal sealed record DeviceConfirmPage(string Application, string UserName);

/// <summary>What the last page shows.</summary>
internal sealed record DeviceEndPage(bool IsSignedIn);
