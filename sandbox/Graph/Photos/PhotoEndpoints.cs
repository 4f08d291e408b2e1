using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Photos;

/// <summary>People's pictures: the picture itself, what is known of it, and the sizes there are.</summary>
internal sealed class PhotoEndpoints(IDbContextFactory<SandboxDbContext> contexts)
{
    public void Map(GraphRoutes routes)
    {
        foreach (var person in new[] { "/me", "/users/{user}" })
        {
            routes
                .Get(person + "/photo", DescribeAsync)
                .Get(person + "/photo/$value", SendAsync)
                .Get(person + "/photos", ListAsync)
                .Get(person + "/photos/{size}", DescribeAsync)
                .Get(person + "/photos/{size}/$value", SendAsync);
        }
    }

    private async Task SendAsync(GraphCall call)
    {
        var (_, photo) = await FindAsync(call);
        var response = call.Http.Response;
        var tag = new EntityTagHeaderValue(Tag(photo));
        response.Headers.ETag = tag.ToString();
        if (call.Http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = photo.ContentType;
        response.ContentLength = photo.Content.Length;
        await response.Body.WriteAsync(photo.Content, call.Aborted);
    }

    private async Task DescribeAsync(GraphCall call)
    {
        var (key, photo) = await FindAsync(call);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#users('{Uri.EscapeDataString(key.Text)}')/photo/$entity");
            Write(json, photo, photo.Size);
        });
    }

    private async Task ListAsync(GraphCall call)
    {
        var (key, photo) = await FindAsync(call);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#users('{Uri.EscapeDataString(key.Text)}')/photos");
            json.WriteStartArray(JsonAnswer.Value);
            foreach (var side in PhotoSizes.UpTo(photo.Size))
            {
                json.WriteStartObject();
                Write(json, photo, new ImageSize(side, side));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, StoredPhoto photo, ImageSize size)
    {
        json.WriteString("@odata.mediaContentType", photo.ContentType);
        json.WriteString("@odata.mediaEtag", Tag(photo));
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{size.Width}X{size.Height}"));
        json.WriteNumber("height", size.Height);
        json.WriteNumber("width", size.Width);
    }

    private async Task<(PersonKey Key, StoredPhoto Photo)> FindAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        if (key.DetailFor(call.Caller) is null)
        {
            call.Require(Permissions.BasicProfiles, Permissions.FullProfiles, Permissions.Photos);
        }

        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var found = await (
            from user in key.In(db.Set<User>().AsNoTracking(), call.Caller)
            join each in db.Set<UserPhoto>().AsNoTracking() on user.Id equals each.UserId into photos
            from photo in photos.DefaultIfEmpty()
            select new { Photo = photo }).FirstOrDefaultAsync(call.Aborted) ?? throw GraphErrors.NotFound(key.Text);
        if (found.Photo is null || ImageSize.Of(found.Photo.Content) is not { } size)
        {
            throw GraphErrors.NoImage();
        }

        var stored = new StoredPhoto(found.Photo.ContentType, found.Photo.Content, size);
        return (key, call.Route("size") is { } asked ? PhotoSizes.Pick(stored, asked) ?? throw GraphErrors.NoImage() : stored);
    }

    private static string Tag(StoredPhoto photo) => $"\"{Convert.ToHexString(SHA256.HashData(photo.Content).AsSpan(0, 8))}\"";
}

/// <summary>A picture as it is sent.</summary>
internal sealed record StoredPhoto(string ContentType, byte[] Content, ImageSize Size);
