using Sandbox.Users;

namespace Sandbox.Protocol.Sessions;

/// <summary>A session that counts, with its person.</summary>
internal sealed record BrowserSession(SignInSession Session, User User);
