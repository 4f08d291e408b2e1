using Sandbox.Hosting;

namespace IdentityTutorial.Tests.SandboxHost.Hosting;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Without_arguments_the_sandbox_runs_with_its_chapters_on_loopback()
    {
        var arguments = Parse();

        Assert.False(arguments.NoChapters);
        Assert.False(arguments.AllowRemote);
        Assert.Null(arguments.Urls);
    }

    [Fact]
    public void Every_option_is_understood()
    {
        var arguments = Parse("--no-chapters", "--urls", "https://localhost:9000", "--allow-remote");

        Assert.True(arguments.NoChapters);
        Assert.True(arguments.AllowRemote);
        Assert.Equal("https://localhost:9000", arguments.Urls);
    }

    [Fact]
    public void A_setting_goes_to_the_configuration_system()
    {
        var arguments = Parse("--Sandbox:Database=:memory:", "--no-chapters=true", "--contentRoot=/somewhere");

        Assert.Equal(["--Sandbox:Database=:memory:", "--contentRoot=/somewhere"], arguments.Settings);
        Assert.True(arguments.NoChapters);
    }

    [Theory]
    [InlineData("--no-chapter")]
    [InlineData("--port=7443")]
    [InlineData("start")]
    public void An_unknown_option_is_named_in_one_sentence_and_help_follows(string unknown)
    {
        Assert.False(CommandLine.TryParse([unknown], _output, _error, out _, out var exitCode));

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"'{unknown}' is not an option of the sandbox.{Environment.NewLine}", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--no-chapters", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void An_option_without_its_value_is_a_mistake_with_help()
    {
        Assert.False(CommandLine.TryParse(["--urls"], _output, _error, out _, out var exitCode));

        Assert.Equal(2, exitCode);
        Assert.Contains("'--urls'", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public void Help_describes_every_option_and_is_no_mistake(string option)
    {
        Assert.False(CommandLine.TryParse([option], _output, _error, out _, out var exitCode));

        Assert.Equal(0, exitCode);
        Assert.All(["--no-chapters", "--urls", "--allow-remote"], name => Assert.Contains(name, _output.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("--guard-children", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private SandboxArguments Parse(params string[] args)
    {
        Assert.True(CommandLine.TryParse(args, _output, _error, out var arguments, out _), _error.ToString());
        return arguments;
    }
}
