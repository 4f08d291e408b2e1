namespace IdentityTutorial.Tests.TestKit.Chromium;

/// <summary>How a tab is opened.</summary>
public sealed record PageOptions
{
    /// <summary>The viewport's width in CSS pixels; phones have 390.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>The viewport's height in CSS pixels.</summary>
    public int Height { get; init; } = 800;

    /// <summary>Whether the person prefers dark colours.</summary>
    public bool Dark { get; init; }

    /// <summary>Whether scripts run.</summary>
    public bool JavaScript { get; init; } = true;
}
