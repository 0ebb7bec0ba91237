using System.Windows.Input;

namespace ProgressHub.Client.Binding;

/// <summary>Asks the job of a view to stop, as long as that makes sense.</summary>
internal sealed class CancelCommand(Func<Task> cancel) : ICommand
{
    private bool _isPossible;

    public event EventHandler? CanExecuteChanged;

    public bool CanExecute(object? parameter) => _isPossible;

    public void Execute(object? parameter)
    {
        if (_isPossible)
        {
            // What goes wrong shows as the view's problem.
            _ = cancel();
        }
    }

    public void Allow(bool possible)
    {
        if (_isPossible != possible)
        {
            _isPossible = possible;
            CanExecuteChanged?.Invoke(this, EventArgs.Empty);
        }
    }
}
