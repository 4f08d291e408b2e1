using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace DeployToAppService.Data;

/// <summary>
/// The keys in the database, once <see cref="DatabaseStart"/> has prepared it. ASP.NET Core reads the keys while the
/// app starts, and waits for the answer. Without this class, a database that does not answer holds up the start, and
/// two instances that start on an empty database make two keys.
/// </summary>
/// <param name="keys">The keys in the database.</param>
/// <param name="state">How far the start of the database has come.</param>
public sealed class PreparedKeyRepository(IXmlRepository keys, DatabaseState state) : IXmlRepository
{
    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The database is not prepared yet.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        RequireTables();
        return keys.GetAllElements();
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The database is not prepared yet.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        RequireTables();
        keys.StoreElement(element, friendlyName);
    }

    private void RequireTables()
    {
        if (!state.HasTables)
        {
            throw new InvalidOperationException(
                "The database does not answer yet, so the data protection keys cannot be read. The app tries again.");
        }
    }
}
