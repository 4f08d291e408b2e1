using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Holds one request back between what it reads and what it writes, until another request is through: what two requests at the same moment do by chance, on
/// purpose. A page of the sandbox first looks for what waits, and then at its form. A <see cref="SandboxFactory"/> takes it among its
/// <see cref="SandboxFactory.StartupFilters"/>.
/// </summary>
/// <param name="readingOfTheEndpoint">The reading of a form that belongs to the endpoint itself.</param>
internal sealed class HeldForm(int readingOfTheEndpoint = HeldForm.OfPage) : IStartupFilter
{
    // A form is read to see whether it can be, for its antiforgery token, and then by the page.
    private const int OfPage = 3;

    /// <summary>Endpoints without an antiforgery token read a form once.</summary>
    public const int OfEndpoint = 1;

    private static readonly TimeSpan _patience = Patience.Limit;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _readingOfTheEndpoint = readingOfTheEndpoint;
    private bool _isArmed;

    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (HttpMethods.IsPost(context.Request.Method) && Interlocked.Exchange(ref _isArmed, false))
            {
                context.Features.Set<IFormFeature>(new Form(context.Request, this));
            }

            return rest(context);
        });
        next(app);
    };

    /// <summary>Lets the form that <paramref name="first"/> sends come as far as its page, then all of <paramref name="second"/> happen, then the rest.</summary>
    /// <returns>What came of both.</returns>
    public async Task<(T First, T Second)> InterleaveAsync<T>(Func<Task<T>> first, Func<Task<T>> second)
    {
        _isArmed = true;
        var held = first();
        Assert.Same(_reached.Task, await Task.WhenAny(_reached.Task, held).WaitAsync(_patience));
        try
        {
            var between = await second().WaitAsync(_patience);
            _released.SetResult();
            return (await held, between);
        }
        finally
        {
            _released.TrySetResult();
        }
    }

    private sealed class Form(HttpRequest request, HeldForm owner) : IFormFeature
    {
        private readonly FormFeature _inner = new(request);
        private int _readings;

        bool IFormFeature.HasFormContentType => _inner.HasFormContentType;

        IFormCollection? IFormFeature.Form
        {
            get => _inner.Form;
            set => _inner.Form = value;
        }

        public IFormCollection ReadForm() => _inner.ReadForm();

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _readings) == owner._readingOfTheEndpoint)
            {
                owner._reached.SetResult();
                await owner._released.Task;
            }

            return await _inner.ReadFormAsync(cancellationToken);
        }
    }
}
