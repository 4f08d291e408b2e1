namespace Sandbox.WirePage;

/// <summary>The participants of a conversation, in the order of the diagram's lanes from left to right.</summary>
internal enum Lane
{
    /// <summary>The browser of the user.</summary>
    Browser = 1,

    /// <summary>The app: its server, or the code of a single-page or native app.</summary>
    App,

    /// <summary>The sandbox as the identity provider.</summary>
    Sandbox,

    /// <summary>Microsoft Graph, which the sandbox plays as well.</summary>
    Graph,
}
