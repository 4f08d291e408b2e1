namespace Sandbox.Hosting;

/// <summary>A link in the menu of the sandbox's own pages, beyond those of the platform.</summary>
/// <param name="Text">The name of the page.</param>
/// <param name="Path">Its path.</param>
public sealed record MenuLink(string Text, string Path);
