using Microsoft.AspNetCore.Http;

namespace Microsoft.Identity.Web;

/// <summary>Carries why a sign-in failed from the callback, which only redirects, to the error page.</summary>
public interface ILoginErrorAccessor
{
    /// <summary>Whether messages are kept. They are in development only: they can tell a stranger too much.</summary>
    bool IsEnabled { get; }

    /// <summary>The message of the failed sign-in, or <see langword="null"/>. Reading it uses it up.</summary>
    /// <param name="context">The request that shows the error.</param>
    string? GetMessage(HttpContext context);

    /// <summary>Keeps a message for the next request of the same browser.</summary>
    /// <param name="context">The request that failed.</param>
    /// <param name="message">What went wrong; <see langword="null"/> keeps nothing.</param>
    void SetMessage(HttpContext context, string? message);
}
