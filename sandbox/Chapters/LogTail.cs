namespace Sandbox.Chapters;

/// <summary>The newest lines of a log; older ones make room.</summary>
/// <param name="capacity">How many lines are kept, at least 1.</param>
public sealed class LogTail(int capacity = 200)
{
    private readonly Queue<string> _lines = new(capacity);
    private readonly Lock _lock = new();

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    /// <summary>The kept lines, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }
}
