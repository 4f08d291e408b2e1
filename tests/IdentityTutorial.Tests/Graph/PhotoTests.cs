using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Graph;

public sealed class PhotoTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task A_photo_is_the_picture_that_was_put_there()
    {
        var answer = await graph.GetAsync("/me/photo/$value");

        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.Status, answer.ContentHeaders.ContentType?.MediaType));
        Assert.Equal(await SeededAsync("alice.png"), answer.Content);
    }

    [Fact]
    public async Task A_client_that_has_the_picture_does_not_get_it_again()
    {
        var first = await graph.GetAsync("/me/photo/$value");

        var second = await graph.GetAsync("/me/photo/$value", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal((HttpStatusCode.NotModified, 0), (second.Status, second.Content.Length));
    }

    [Fact]
    public async Task Its_description_has_size_and_type()
    {
        var answer = await graph.GetAsync("/users/alice@contoso.example/photo");

        Assert.Equal(("image/png", "240X240"), (answer["@odata.mediaContentType"], answer["id"]));
        Assert.Equal((240, 240), (answer.Body["width"]!.GetValue<int>(), answer.Body["height"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_sizes_are_the_seeded_ones_and_the_pictures_own() =>
        Assert.Equal(["48X48", "64X64", "96X96", "120X120", "240X240"], (await graph.GetAsync("/me/photos")).All("id"));

    [Theory]
    [InlineData("48x48", 48, "alice-48x48.png")]
    [InlineData("96X96", 96, "alice-96x96.png")]
    [InlineData("240x240", 240, "alice.png")]
    public async Task A_size_is_the_picture_that_was_put_there_in_that_size(string size, int pixels, string file)
    {
        var picture = await graph.GetAsync($"/me/photos/{size}/$value");
        var description = await graph.GetAsync("/me/photos/" + size);

        Assert.Equal(HttpStatusCode.OK, picture.Status);
        Assert.Equal("image/png", picture.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(await SeededAsync(file), picture.Content);
        Assert.Equal($"{pixels}X{pixels}", description["id"]);
        Assert.Equal(pixels, description.Body["width"]!.GetValue<int>());
        Assert.Equal(pixels, description.Body["height"]!.GetValue<int>());
        Assert.Equal(picture.Headers.ETag!.ToString(), description["@odata.mediaEtag"]);
    }

    [Fact]
    public async Task A_photo_without_smaller_sizes_has_its_own_size_only()
    {
        await using var own = new GraphFixture();
        await own.Login.ChangeAsync(
            db => db.Set<UserPhoto>().Where(photo => !photo.IsOriginal).ExecuteDeleteAsync(GraphFixture.Token));

        Assert.Equal(["240X240"], (await own.GetAsync("/me/photos")).All("id"));
        Assert.Equal(await SeededAsync("alice.png"), (await own.GetAsync("/me/photo/$value")).Content);
        GraphAssert.IsError(await own.GetAsync("/me/photos/48x48/$value"), 404, "ImageNotFound");
    }

    [Theory]
    [InlineData("/users/bob@contoso.example/photo/$value")]
    [InlineData("/users/bob@contoso.example/photo")]
    [InlineData("/users/bob@contoso.example/photos")]
    [InlineData("/me/photos/648x648")]
    [InlineData("/me/photos/648x648/$value")]
    [InlineData("/me/photos/50x50/$value")]
    [InlineData("/me/photos/48x64/$value")]
    [InlineData("/me/photos/large/$value")]
    public async Task What_is_not_there_is_an_image_not_found(string path) => GraphAssert.IsError(await graph.GetAsync(path), 404, "ImageNotFound");

    private static Task<byte[]> SeededAsync(string file) =>
        File.ReadAllBytesAsync(Path.Combine(RepositoryPaths.Sandbox, "Seed", "photos", file), GraphFixture.Token);
}
