using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProgressHub.Execution;
using ProgressHub.Storage;

namespace ProgressHub.Http;

/// <summary>Turns what a handler throws into a problem.</summary>
internal static class Guarded
{
    public static RequestDelegate Handler(RequestDelegate handler) => async http =>
    {
        try
        {
            await handler(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await ProblemWriter.WriteAsync(http, Of(http, e));
        }
    };

    private static ProblemException Of(HttpContext http, Exception fault)
    {
        switch (fault)
        {
            case ProblemException problem:
                return problem;
            case JobRefusedException refused:
                return new(Problem.Of(refused.Code), refused.Message, refused.Member);
            case StoreUnavailableException away:
                return new(Problem.StoreUnavailable, away.Message) { RetryAfter = away.RetryAfter };
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } large:
                return new(Problem.TooLarge, large.Message);
            case BadHttpRequestException bad:
                return new(Problem.InvalidRequest, bad.Message);
            default:
                http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("ProgressHub.Http").RequestFailed(fault, http.Request.Method, http.Request.Path);
                return new(Problem.Internal);
        }
    }
}
