using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.Persistence;

/// <summary>The sandbox's private keys belong to the user who runs it, also in a folder that other users of the machine may enter.</summary>
public sealed class FileModeTests : IDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    private const UnixFileMode OpenFile = OwnFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode OpenFolder =
        OwnFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("identity-sandbox-test-").FullName;

    private string Database => Path.Combine(_folder, "sandbox.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_in_a_folder_that_others_may_enter_are_their_owners_alone()
    {
        SkipOnWindows();
        SetMode(_folder, OpenFolder);

        await using var sandbox = Start();
        await UseAsync(sandbox);

        Assert.Equal(OpenFolder, ModeOf(_folder));
        AssertPrivate("sandbox.db", "sandbox.db-shm", "sandbox.db-wal", "certificates/daemon.pfx", "keys");
    }

    [Fact]
    public async Task Files_of_a_former_start_that_others_could_read_are_closed_to_them()
    {
        SkipOnWindows();
        SetMode(_folder, OpenFolder);
        await using (var first = Start())
        {
            await UseAsync(first);
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories))
        {
            SetMode(path, Directory.Exists(path) ? OpenFolder : OpenFile);
        }

        await using var second = Start();
        await UseAsync(second);

        AssertPrivate("sandbox.db", "sandbox.db-shm", "sandbox.db-wal", "certificates/daemon.pfx", "keys");
    }

    [Fact]
    public async Task A_file_that_is_set_aside_is_closed_to_others_as_well()
    {
        SkipOnWindows();
        SetMode(_folder, OpenFolder);
        await File.WriteAllTextAsync(Database, "no database at all, but long enough to be taken for one and certainly not of SQLite's making", Token);
        SetMode(Database, OpenFile);

        await using var sandbox = Start();
        await UseAsync(sandbox);

        Assert.Equal(OwnFile, ModeOf(Assert.Single(Directory.GetFiles(_folder, "*.old"))));
        AssertPrivate("sandbox.db");
    }

    [Fact]
    public async Task A_folder_that_the_sandbox_makes_is_its_owners_alone()
    {
        SkipOnWindows();
        var folder = Path.Combine(_folder, "made");

        await using var sandbox = new EntraIdFixture(Path.Combine(folder, "sandbox.db"), new TestClock());
        await UseAsync(sandbox);

        Assert.Equal(OwnFolder, ModeOf(folder));
    }

    private EntraIdFixture Start() => new(Database, new TestClock());

    /// <summary>Signs in, which writes to the database and needs a key for the page's form.</summary>
    private static async Task UseAsync(EntraIdFixture sandbox) => Assert.NotEmpty((await sandbox.GetTokensAsync(SeededApp.SignIn))["id_token"]);

    private void AssertPrivate(params string[] expected)
    {
        Assert.All(expected, name => Assert.True(Path.Exists(Path.Combine(_folder, name)), $"There is no {name}."));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder, "keys"), "*.xml"));
        foreach (var path in Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories))
        {
            Assert.True((ModeOf(path) & Others) == 0, $"{path} is {ModeOf(path)}.");
        }
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; a user's folders are that user's.");

#pragma warning disable CA1416 // Every test has left by now where the system knows no modes.
    private static UnixFileMode ModeOf(string path) => File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode) => File.SetUnixFileMode(path, mode);
#pragma warning restore CA1416
}
