using Sandbox.Seed;

namespace IdentityTutorial.Tests.SandboxHost.Seed;

/// <summary>A photo, or a smaller size of it, that cannot be used stops the start with one sentence.</summary>
public sealed class SeedPhotoTests : IDisposable
{
    private const string Place = "$.tenants[0].users[0].photo";

    private readonly TemporarySeed _seed = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_has_the_size_that_its_name_states()
    {
        File.Copy(PathOf("alice-64x64.png"), PathOf("alice-48x48.png"), overwrite: true);

        Assert.Equal(
            "\"Seed/photos/alice-48x48.png\" has 64x64 pixels. Scale it to 48x48, or name it after its size.",
            await ReadProblemAsync());
    }

    [Fact]
    public async Task A_further_size_is_smaller_than_the_photo()
    {
        File.Copy(PathOf("alice.png"), PathOf("alice-240x240.png"));

        Assert.Equal(
            "\"Seed/photos/alice-240x240.png\" is not smaller than \"Seed/photos/alice.png\", "
                + "which has 240x240 pixels. Remove the file.",
            await ReadProblemAsync());
    }

    [Theory]
    [InlineData("alice.png")]
    [InlineData("alice-96x96.png")]
    public async Task A_photo_is_a_picture(string file)
    {
        await File.WriteAllTextAsync(PathOf(file), "This is not a picture.", Token);

        Assert.Equal(
            $"\"Seed/photos/{file}\" is neither a PNG nor a JPEG file. Save it as one of them.",
            await ReadProblemAsync());
    }

    [Fact]
    public async Task The_size_of_a_JPEG_is_checked_as_well()
    {
        _seed.Replace("Seed/photos/alice.png", "Seed/photos/alice.jpg");
        await File.WriteAllBytesAsync(PathOf("alice.jpg"), Jpeg(width: 240, height: 200), Token);
        await File.WriteAllBytesAsync(PathOf("alice-48x48.jpg"), Jpeg(width: 48, height: 48), Token);
        await new SeedReader().ReadAsync(_seed.File, Token);

        await File.WriteAllBytesAsync(PathOf("alice-48x48.jpg"), Jpeg(width: 64, height: 48), Token);

        Assert.Equal(
            "\"Seed/photos/alice-48x48.jpg\" has 64x48 pixels. Scale it to 48x48, or name it after its size.",
            await ReadProblemAsync());
    }

    public void Dispose() => _seed.Dispose();

    private string PathOf(string photo) => Path.Combine(_seed.Folder, "Seed", "photos", photo);

    private async Task<string> ReadProblemAsync()
    {
        var exception = await Assert.ThrowsAsync<SeedException>(() => new SeedReader().ReadAsync(_seed.File, Token));
        Assert.Equal(Place, exception.Place);
        return exception.Message[$"seed.json, {Place}: ".Length..];
    }

    // The start of a JPEG file: an application segment to skip, and the segment that holds the size.
    private static byte[] Jpeg(byte width, byte height) =>
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0];
}
