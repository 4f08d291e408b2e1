namespace Sandbox.Persistence;

/// <summary>Something in memory that follows the directory in the database.</summary>
public interface IDirectoryMemory
{
    /// <summary>Reads it anew, or forgets it until somebody asks. What was committed before the call is seen after it.</summary>
    Task ReadAnewAsync(CancellationToken cancellationToken);
}
