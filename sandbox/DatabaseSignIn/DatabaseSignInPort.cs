using System.Globalization;
using Sandbox.Hosting;

namespace Sandbox.DatabaseSignIn;

/// <summary>The setting <c>Sandbox:DatabaseSignInPort</c>: the port on 127.0.0.1; nobody listens without it.</summary>
public static class DatabaseSignInPort
{
    private const string Name = "Sandbox:DatabaseSignInPort";

    /// <summary>Reads the setting.</summary>
    /// <returns><see langword="null"/> when it is absent or empty.</returns>
    /// <exception cref="InvalidOperationException">It is no port; the message says how to write one.</exception>
    public static int? Read(IConfiguration configuration) => configuration[Name] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 => port,
        var text => throw new InvalidOperationException($"{Name} is '{text}', which is no port. Give a number from 1 to 65535, or leave it out."),
    };

    /// <summary>Checks the setting before anything listens.</summary>
    /// <param name="configuration">Where the setting is.</param>
    /// <param name="addresses">What the sandbox itself will listen on.</param>
    /// <returns>The sentence that says what is wrong, or <see langword="null"/>.</returns>
    public static string? FindProblem(IConfiguration configuration, IEnumerable<string> addresses)
    {
        try
        {
            return Read(configuration) is { } port && (LocalPorts.IsTaken(port) || addresses.Any(address => ListenAddresses.ToBaseAddress([address]).Port == port))
                ? $"Port {port} ({Name}) is already in use. End the program that uses it, or choose another port."
                : null;
        }
        catch (InvalidOperationException noPort)
        {
            return noPort.Message;
        }
    }
}
