using Sandbox.EntraId.SignIn;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.Authorize;

/// <summary>What an authorization request needs next.</summary>
internal abstract record AuthorizationStep
{
    /// <summary>A person has to look at a page.</summary>
    /// <param name="Page">The page.</param>
    /// <param name="WhenSilent">What the application is told when it forbade pages (<c>prompt=none</c>).</param>
    public sealed record Ask(InteractionPage Page, ProtocolError WhenSilent) : AuthorizationStep
    {
        /// <summary>Whose page it is, once it is known who signs in.</summary>
        public BrowserSession? Session { get; init; }

        /// <summary>What a scenario has just demanded; the sign-in has to keep it in mind, because the scenario may be over when the person answers.</summary>
        public SignInDemands Demand { get; init; }
    }

    /// <summary>It cannot go on.</summary>
    public sealed record Refuse(ProtocolError Error) : AuthorizationStep;

    /// <summary>Nothing more; the application gets its answer.</summary>
    public sealed record Answer(BrowserSession Session) : AuthorizationStep;
}

/// <summary>The pages that a sign-in may show. The names are those in the addresses.</summary>
internal enum InteractionPage
{
    /// <summary>Choose an account or type a password.</summary>
    SignIn,

    /// <summary>Make an account.</summary>
    SignUp,

    /// <summary>Pass a second factor.</summary>
    MultiFactor,

    /// <summary>Allow the application what it asks for.</summary>
    Consent,

    /// <summary>Confirm that the device that waits is one's own.</summary>
    Device,
}
