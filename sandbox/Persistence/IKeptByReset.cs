namespace Sandbox.Persistence;

/// <summary>Marks an entity whose rows outlive a reset to the seed.</summary>
internal interface IKeptByReset;
