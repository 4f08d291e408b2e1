using System.Linq.Expressions;
using System.Text.Json;
using Sandbox.Graph.OData;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Mail.MessageRow>;

namespace Sandbox.Graph.Mail;

/// <summary>What is read of a message.</summary>
internal sealed class MessageRow : IResourceRow
{
    public required Guid Id { get; init; }
    public required DateTimeOffset ReceivedDateTime { get; init; }
    public required string Subject { get; init; }
    public required string BodyPreview { get; init; }
    public required string SenderName { get; init; }
    public required string SenderAddress { get; init; }
    public bool IsRead { get; init; }

    public static Expression<Func<InboxMessage, MessageRow>> Projection { get; } = message => new MessageRow
    {
        Id = message.Id,
        ReceivedDateTime = message.ReceivedAt,
        Subject = message.Subject,
        BodyPreview = message.Body,
        SenderName = message.SenderName,
        SenderAddress = message.SenderAddress,
        IsRead = message.IsRead,
    };
}

/// <summary>The <c>message</c> of Graph.</summary>
internal static class MessageResource
{
    private static readonly Property<MessageRow> _received = Time("receivedDateTime", message => message.ReceivedDateTime) with { Uses = Uses.Filter | Uses.Sort };

    public static ResourceType<MessageRow> Type { get; } = new(
        "message",
        new[]
        {
            Id(message => message.Id),
            Time("createdDateTime", message => message.ReceivedDateTime),
            _received,
            Time("sentDateTime", message => message.ReceivedDateTime),
            Flag("hasAttachments", _ => false),
            Text("subject", message => message.Subject) with { Uses = Uses.Filter | Uses.Sort | Uses.Search },
            Text("bodyPreview", message => message.BodyPreview) with { Uses = Uses.Search },
            Text("importance", _ => "normal"),
            Flag("isRead", message => message.IsRead) with { Uses = Uses.Filter },
            Flag("isDraft", _ => false),
            Complex("body", WriteBody),
            Complex("sender", WriteSender),
            Complex("from", WriteSender),
        }
        .Concat(Absent("changeKey", "conversationId", "flag", "inferenceClassification", "internetMessageId", "lastModifiedDateTime", "parentFolderId", "webLink"))
        .Concat(AbsentLists("bccRecipients", "ccRecipients", "replyTo", "toRecipients"))
        .Append(AbsentList("categories", new ListFilter<MessageRow>()))
        .Select(property => property with { Default = true }))
    {
        IsDirectoryObject = false,
        PageSize = 10,
        MaxPageSize = 1000,
        DefaultOrder = new Order<MessageRow>(_received, Descending: true),
    };

    private static void WriteBody(Utf8JsonWriter json, MessageRow message)
    {
        json.WriteStartObject();
        json.WriteString("contentType", "text");
        json.WriteString("content", message.BodyPreview);
        json.WriteEndObject();
    }

    private static void WriteSender(Utf8JsonWriter json, MessageRow message)
    {
        json.WriteStartObject();
        json.WriteStartObject("emailAddress");
        json.WriteString("name", message.SenderName);
        json.WriteString("address", message.SenderAddress);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
