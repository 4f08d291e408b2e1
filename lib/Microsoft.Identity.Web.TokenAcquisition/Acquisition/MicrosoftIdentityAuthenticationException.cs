namespace Microsoft.Identity.Web;

/// <summary>A token for a call of an API could not be had.</summary>
public class MicrosoftIdentityAuthenticationException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">The reason, without any token in it.</param>
    public MicrosoftIdentityAuthenticationException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, with the cause.</summary>
    /// <param name="message">The reason, without any token in it.</param>
    /// <param name="innerException">The cause.</param>
    public MicrosoftIdentityAuthenticationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
