namespace Sandbox.Chapters;

/// <summary>An item of the list "Try it" in a chapter's README.</summary>
/// <param name="Step">The name in the item's comment <c>&lt;!-- step: name --&gt;</c>; <see langword="null"/> without one.</param>
/// <param name="Html">The item, whose links work on any page of the sandbox.</param>
public sealed record Suggestion(string? Step, string Html);
