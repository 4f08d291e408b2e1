namespace Sandbox.Graph.OData;

/// <summary>What a query reads of one resource. Its properties have the names of the resource's own, so that a filter finds them.</summary>
internal interface IResourceRow
{
    /// <summary>The object id: the last sort key, and so the place of a row among all others.</summary>
    Guid Id { get; }
}
