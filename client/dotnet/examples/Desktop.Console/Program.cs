using Desktop;
using Desktop.Head;
using ProgressHub;

if (args is not [var address, var path])
{
    Console.Error.WriteLine("Usage: desktop-console http://127.0.0.1:5080 cities.csv");
    return 2;
}

return UiLoop.Run(async () =>
{
    await using var hub = new ProgressHubClient(new Uri(address));
    using var window = new MainViewModel(hub) { Path = path };
    return await new TextView(window).ShowAsync();
});
