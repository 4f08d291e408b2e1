using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>
/// An application object whose token cache belongs to one user, or to the app itself, for as long as it lives. Users cannot mix in it,
/// and requests of one user follow each other, so that parallel calls refresh an expired token once and not each.
/// </summary>
#pragma warning disable CA1001 // Nobody takes the semaphore's wait handle, so there is nothing to release.
internal sealed class KeptApplication(IConfidentialClientApplication application)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<TResult> RunAsync<TResult>(Func<IConfidentialClientApplication, Task<TResult>> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await action(application).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
