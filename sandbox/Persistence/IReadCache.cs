namespace Sandbox.Persistence;

/// <summary>Something in memory that follows rows in the database.</summary>
public interface IReadCache
{
    /// <summary>Reads them anew, or forgets them until somebody asks. What was committed before the call is seen after it.</summary>
    Task ReadAnewAsync(CancellationToken cancellationToken);
}
