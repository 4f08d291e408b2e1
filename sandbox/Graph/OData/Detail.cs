namespace Sandbox.Graph.OData;

/// <summary>How much of a resource a caller may see. A property that is beyond it is answered as <c>null</c>, and cannot be filtered or sorted by.</summary>
internal enum Detail
{
    /// <summary>Only that it exists.</summary>
    Id,

    /// <summary>What everyone in the organization may see.</summary>
    Basic,

    /// <summary>Everything.</summary>
    Full,
}
