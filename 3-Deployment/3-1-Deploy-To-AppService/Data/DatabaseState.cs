namespace DeployToAppService.Data;

/// <summary>How far the start of the database has come. It exists only in an app that has a database.</summary>
public sealed class DatabaseState
{
    /// <summary>Whether the tables exist, so that the keys can be read.</summary>
    public bool HasTables { get; set; }

    /// <summary>Whether the keys are loaded, so that session cookies can be read.</summary>
    public bool IsReady { get; set; }
}
