using Sandbox.Users;

namespace Sandbox.Protocol.Sessions;

/// <summary>A user who is signed in in this browser, with the session that is valid for it.</summary>
internal sealed record SignedInUser(SignInSession Session, User User);
