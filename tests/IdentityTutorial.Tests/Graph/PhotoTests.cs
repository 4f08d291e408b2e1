using System.Buffers.Binary;
using System.Net;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Graph;

public sealed class PhotoTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task A_photo_is_the_picture_that_was_put_there()
    {
        var answer = await graph.GetAsync("/me/photo/$value");

        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.Status, answer.ContentHeaders.ContentType?.MediaType));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(RepositoryPaths.Sandbox, "Seed", "photos", "alice.png"), GraphFixture.Token), answer.Content);
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
    public async Task There_are_the_clouds_sizes_up_to_the_pictures_own() =>
        Assert.Equal(["48X48", "64X64", "96X96", "120X120", "240X240"], (await graph.GetAsync("/me/photos")).All("id"));

    [Theory]
    [InlineData("48x48", 48)]
    [InlineData("96X96", 96)]
    [InlineData("240x240", 240)]
    public async Task A_size_is_that_size(string size, int pixels)
    {
        var answer = await graph.GetAsync($"/me/photos/{size}/$value");

        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.Status, answer.ContentHeaders.ContentType?.MediaType));
        Assert.Equal((pixels, pixels), (BinaryPrimitives.ReadInt32BigEndian(answer.Content.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(answer.Content.AsSpan(20))));
        Assert.Equal($"{pixels}X{pixels}", (await graph.GetAsync("/me/photos/" + size))["id"]);
    }

    [Fact]
    public async Task A_smaller_size_keeps_the_colours_whatever_filters_the_picture_uses()
    {
        await using var own = new GraphFixture();
        await own.Login.ChangeAsync(db =>
        {
            db.Set<UserPhoto>().Single().Content = PlainPng.Create(side: 100, red: 200, green: 100, blue: 51);
            return Task.CompletedTask;
        });

        var answer = await own.GetAsync("/me/photos/64x64/$value");

        Assert.Equal((64 * 64, (200, 100, 51)), PlainPng.CountAndColour(answer.Content));
    }

    [Theory]
    [InlineData("/users/bob@contoso.example/photo/$value")]
    [InlineData("/users/bob@contoso.example/photo")]
    [InlineData("/me/photos/648x648/$value")]
    [InlineData("/me/photos/50x50/$value")]
    [InlineData("/me/photos/48x64/$value")]
    [InlineData("/me/photos/large/$value")]
    public async Task What_is_not_there_is_an_image_not_found(string path) => GraphAssert.IsError(await graph.GetAsync(path), 404, "ImageNotFound");
}
