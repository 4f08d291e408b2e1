using Sandbox.Chapters;

namespace IdentityTutorial.Tests.SandboxHost.Chapters;

public sealed class ChapterBoardTests
{
    private readonly ChapterBoard _board = new();

    [Fact]
    public void Nothing_is_ready_before_the_chapters_are_known() => Assert.Equal("starting", ReadyAnswer.From(_board).Status);

    [Fact]
    public void A_platform_without_chapters_is_ready()
    {
        _board.Open([]);

        Assert.Equal("ready", ReadyAnswer.From(_board).Status);
    }

    [Fact]
    public void It_is_ready_once_every_chapter_answers()
    {
        _board.Open([Chapter("1-1"), Chapter("1-2")]);
        _board.Runs[0].Become(ChapterState.Running);
        _board.Runs[1].Become(ChapterState.Starting);
        Assert.Equal("starting", ReadyAnswer.From(_board).Status);

        _board.Runs[1].Become(ChapterState.Running);

        Assert.Equal("ready", ReadyAnswer.From(_board).Status);
    }

    [Theory]
    [InlineData(ChapterState.Failed, "failed")]
    [InlineData(ChapterState.Crashed, "crashed")]
    public void A_chapter_that_will_not_come_back_degrades_the_whole(ChapterState state, string word)
    {
        _board.Open([Chapter("1-1"), Chapter("1-2")]);
        _board.Runs[0].Become(ChapterState.Running);
        _board.Runs[1].Become(state, "It is over.");

        var answer = ReadyAnswer.From(_board);

        Assert.Equal("degraded", answer.Status);
        Assert.Equal(("1-2", "https://localhost:7000", word, "It is over."), (answer.Chapters[1].Number, answer.Chapters[1].Url, answer.Chapters[1].State, answer.Chapters[1].Detail));
    }

    private static Chapter Chapter(string number) => new()
    {
        Name = $"{number}-Test",
        Number = number,
        Title = "Test",
        Description = "",
        ProjectFile = Path.Combine(Path.GetTempPath(), number, "App.csproj"),
        Url = new Uri("https://localhost:7000"),
    };
}
