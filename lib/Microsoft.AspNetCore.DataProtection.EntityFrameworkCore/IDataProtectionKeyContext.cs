using Microsoft.EntityFrameworkCore;

namespace Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;

/// <summary>A database context that has the table of the data protection keys.</summary>
public interface IDataProtectionKeyContext
{
    /// <summary>The keys.</summary>
    DbSet<DataProtectionKey> DataProtectionKeys { get; }
}
