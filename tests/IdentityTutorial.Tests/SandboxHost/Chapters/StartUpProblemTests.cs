using Sandbox.Chapters;

namespace IdentityTutorial.Tests.SandboxHost.Chapters;

public sealed class StartUpProblemTests
{
    private static readonly Chapter _chapter = new()
    {
        Name = "1-1-Test",
        Number = "1-1",
        Title = "Test",
        Description = "",
        ProjectFile = Path.Combine(Path.GetTempPath(), "1-Part", "1-1-Test", "App.csproj"),
        Url = new("https://localhost:7111/"),
    };

    [Fact]
    public void A_JSON_mistake_is_told_with_the_file_the_line_and_the_mistake()
    {
        var file = Path.Combine(_chapter.Folder, "appsettings.Development.json");

        var problem = StartUpProblem.Find(_chapter, 134,
        [
            $"Unhandled exception. System.IO.InvalidDataException: Failed to load configuration from file '{file}'.",
            " ---> System.FormatException: Could not parse the JSON file.",
            " ---> System.Text.Json.JsonReaderException: '\"' is invalid after a value. Expected either ',', '}', or ']'. LineNumber: 4 | BytePositionInLine: 6.",
            "   at System.Text.Json.ThrowHelper.ThrowJsonReaderException()",
        ]);

        Assert.Equal(
            "1-Part/1-1-Test/appsettings.Development.json is not valid JSON in line 5: '\"' is invalid after a value. Expected either ',', '}', or ']'. "
                + "Correct this line or the end of the line before it, then start the sandbox again.",
            problem);
    }

    [Fact]
    public void A_file_elsewhere_such_as_user_secrets_is_named_by_its_full_path()
    {
        var file = Path.Combine(Path.GetTempPath(), "usersecrets", "secrets.json");

        var problem = StartUpProblem.Find(_chapter, 134,
        [
            $"Unhandled exception. System.IO.InvalidDataException: Failed to load configuration from file '{file}'.",
            " ---> System.FormatException: A duplicate key 'AzureAd:ClientId' was found.",
        ]);

        Assert.Equal(
            $"{file} cannot be read: A duplicate key 'AzureAd:ClientId' was found. Correct the file, then start the sandbox again.", problem);
    }

    [Fact]
    public void Sentences_that_a_chapter_writes_before_exit_code_1_are_the_reason() =>
        Assert.Equal("AzureAd:ClientId is missing. Set it.", StartUpProblem.Find(_chapter, 1, ["", "AzureAd:ClientId is missing.", "Set it.", ""]));

    [Theory]
    [InlineData(134, "A sentence.")]
    [InlineData(1, "")]
    [InlineData(1, "Unhandled exception. System.InvalidOperationException: no")]
    [InlineData(1, "one\ntwo\nthree\nfour")]
    public void Other_output_is_no_reason(int exitCode, string errors) => Assert.Null(StartUpProblem.Find(_chapter, exitCode, errors.Split('\n')));
}
