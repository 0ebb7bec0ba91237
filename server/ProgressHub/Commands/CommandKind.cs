using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProgressHub.Commands.Arguments;
using ProgressHub.Execution;

namespace ProgressHub.Commands;

/// <summary>Makes a kind of a command.</summary>
internal static class CommandKind
{
    /// <exception cref="OptionsValidationException">It has parameters that are paths, and nothing says where paths may lead.</exception>
    public static RegisteredKind Make(Command command, ICommandPaths? paths)
    {
        if (paths is null && command.Parameters.Values.FirstOrDefault(parameter => parameter.IsPath) is { } path)
        {
            throw new OptionsValidationException(command.Name, typeof(Command), [$"The command {command.Name} has the path parameter {path.Name}, and nothing says where paths may lead. Register an {nameof(ICommandPaths)} as a service."]);
        }

        var options = new JobKindOptions { MaxAttempts = command.Options.MaxAttempts, Timeout = command.Options.Timeout, Concurrency = command.Options.Concurrency };
        options.DoNotRetryOn<FinalCommandFault>();
        return new(
            command.Name, typeof(CommandArgs), options,
            (services, args, job, ct) => new CommandRun(command, paths, job, services.GetRequiredService<TimeProvider>()).RunAsync((CommandArgs)args!, ct),
            (_, args) => command.Read((CommandArgs)args, paths).Refusal)
        {
            Schema = command.Schema(),
        };
    }
}
