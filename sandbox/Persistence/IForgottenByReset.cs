namespace Sandbox.Persistence;

/// <summary>Something in memory that a reset of the sandbox has to forget.</summary>
public interface IForgottenByReset
{
    /// <summary>Forgets it.</summary>
    void Forget();
}
