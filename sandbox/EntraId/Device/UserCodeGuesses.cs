namespace Sandbox.EntraId.Device;

/// <summary>Limits how often a user code may be typed wrong (RFC 8628, section 5.1): ten times in five minutes, whoever it is that types.</summary>
internal sealed class UserCodeGuesses(TimeProvider time)
{
    /// <summary>The wrong codes within <see cref="Window"/>.</summary>
    public const int Max = 10;

    /// <summary>How long a wrong code counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly List<DateTimeOffset> _guesses = [];

    /// <summary>Counts an attempt before it is looked at, so that many at the same moment get no more guesses than one after the other.</summary>
    /// <returns><see langword="false"/> when there were too many.</returns>
    public bool TryBegin()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _guesses.RemoveAll(guess => guess <= now - Window);
            if (_guesses.Count >= Max)
            {
                return false;
            }

            _guesses.Add(now);
            return true;
        }
    }

    /// <summary>The attempt was right and does not count.</summary>
    public void Forgive()
    {
        lock (_lock)
        {
            if (_guesses.Count > 0)
            {
                _guesses.RemoveAt(_guesses.Count - 1);
            }
        }
    }
}
