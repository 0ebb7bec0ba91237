using System.Windows.Input;

namespace Desktop;

/// <summary>Starts one import at a time.</summary>
internal sealed class StartCommand(MainViewModel window) : ICommand
{
    private bool _isBusy;

    public event EventHandler? CanExecuteChanged;

    public bool CanExecute(object? parameter) => !_isBusy;

    public async void Execute(object? parameter)
    {
        Become(true);
        try
        {
            await window.StartAsync();
        }
        finally
        {
            Become(false);
        }
    }

    private void Become(bool isBusy)
    {
        _isBusy = isBusy;
        CanExecuteChanged?.Invoke(this, EventArgs.Empty);
    }
}
