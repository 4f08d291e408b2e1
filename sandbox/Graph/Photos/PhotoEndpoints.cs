using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Photos;

/// <summary>The endpoints for users' photos: the picture, its properties, and the sizes in which it exists.</summary>
internal sealed class PhotoEndpoints(IDbContextFactory<SandboxDbContext> contexts)
{
    public void Map(GraphRoutes routes)
    {
        foreach (var person in PersonKey.Addresses)
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
        var (_, photo) = await FindOneAsync(call);
        var response = call.Http.Response;
        var tag = new EntityTagHeaderValue(Tag(photo));
        response.Headers.ETag = tag.ToString();
        var known = call.Http.Request.GetTypedHeaders().IfNoneMatch;
        if (known.Any(each => each.Compare(tag, useStrongComparison: false)))
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
        var (key, photo) = await FindOneAsync(call);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, ContextOf(call, key, "photo/$entity"));
            Write(json, photo);
        });
    }

    private async Task ListAsync(GraphCall call)
    {
        var (key, photos) = await FindAsync(call, photo => true);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, ContextOf(call, key, "photos"));
            json.WriteStartArray(JsonAnswer.Value);
            foreach (var photo in photos.OrderBy(photo => photo.Width))
            {
                json.WriteStartObject();
                Write(json, photo);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static string ContextOf(GraphCall call, PersonKey key, string part) =>
        $"{call.Root}/$metadata#users('{Uri.EscapeDataString(key.Text)}')/{part}";

    private static void Write(Utf8JsonWriter json, UserPhoto photo)
    {
        json.WriteString("@odata.mediaContentType", photo.ContentType);
        json.WriteString("@odata.mediaEtag", Tag(photo));
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{photo.Width}X{photo.Height}"));
        json.WriteNumber("height", photo.Height);
        json.WriteNumber("width", photo.Width);
    }

    private static string Tag(UserPhoto photo) =>
        $"\"{Convert.ToHexString(SHA256.HashData(photo.Content).AsSpan(0, 8))}\"";

    /// <summary>Finds the photo in the size that the address names, or the original where it names none.</summary>
    /// <exception cref="GraphException">There is no such user, no photo, or no such size of it.</exception>
    private async Task<(PersonKey Key, UserPhoto Photo)> FindOneAsync(GraphCall call)
    {
        var size = call.Route("size");
        var (key, photos) = await FindAsync(call, size is null ? photo => photo.IsOriginal : HasSize(size));
        return (key, photos[0]);
    }

    /// <summary>Whether a photo has the size <paramref name="name"/>, such as <c>48x48</c>.</summary>
    private static Expression<Func<UserPhoto, bool>> HasSize(string name)
    {
        if (name.Split('x', 'X') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var height))
        {
            return photo => photo.Width == width && photo.Height == height;
        }

        return photo => false;
    }

    /// <summary>Finds the photos of the user whom the address names. The list is never empty.</summary>
    /// <exception cref="GraphException">There is no such user, or none of the user's photos is wanted.</exception>
    private async Task<(PersonKey Key, List<UserPhoto> Photos)> FindAsync(
        GraphCall call, Expression<Func<UserPhoto, bool>> isWanted)
    {
        var key = PersonKey.Of(call);
        if (key.DetailFor(call.Caller) is null)
        {
            call.Require(Permissions.BasicProfiles, Permissions.FullProfiles, Permissions.Photos);
        }

        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var wanted = db.Set<UserPhoto>().AsNoTracking().Where(isWanted);

        // A user without a photo gives one row without a photo, and a user who does not exist gives no row.
        var rows = await (
            from user in key.In(db.Set<User>().AsNoTracking(), call.Caller)
            join each in wanted on user.Id equals each.UserId into photos
            from photo in photos.DefaultIfEmpty()
            select new { Photo = photo }).ToListAsync(call.Aborted);
        if (rows.Count == 0)
        {
            throw GraphErrors.NotFound(key.Text);
        }

        var found = rows.Select(row => row.Photo).OfType<UserPhoto>().ToList();
        return found.Count > 0 ? (key, found) : throw GraphErrors.NoImage();
    }
}
