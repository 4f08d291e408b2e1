namespace Sandbox.Persistence;

/// <summary>
/// Files and folders that only the user may read who runs the sandbox: they hold private keys. On Unix their mode says so, wherever they lie and whatever the
/// umask is. Windows has no modes, and there the folder that a file lies in decides.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder for its owner alone (0700), or closes one that exists to everybody else.</summary>
    public static void EnsureFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnFolder);
            Close(folder);
        }
    }

    /// <summary>Opens a new file that is its owner's alone (0600) from its first moment. Who opens it later keeps what they have opened.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        return new FileStream(file, options);
    }

    /// <summary>Takes a file or a folder away from everybody but its owner, where there is one of this name.</summary>
    public static void Close(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path))
        {
            return;
        }

        var mode = File.GetUnixFileMode(path);
        if ((mode & ~OwnFolder) != 0)
        {
            File.SetUnixFileMode(path, mode & OwnFolder);
        }
    }
}
