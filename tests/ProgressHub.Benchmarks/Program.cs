using ProgressHub.Benchmarks;
using ProgressHub.Benchmarks.Clients;
using ProgressHub.Benchmarks.Logging;
using ProgressHub.Benchmarks.Nodes;
using ProgressHub.Benchmarks.PublicPolls;
using ProgressHub.Benchmarks.Queueing;
using ProgressHub.Benchmarks.Servers;

const string Help = """
    Benchmarks, each with a plain table at its end. Options are written --key value; --runs 3 by default.

      queue   beside Quartz, or graphile-worker and pg-boss; a long backlog      --part rates,claims  --store sqlite|memory|postgres  --jobs 40000  --backlog 1000000
      report  the cost of a report, its age      --reports 10000000
      increment  many threads, one count      --threads 64  --each 1000000
      push    against plain SignalR              --part 1,2,4,5  --watchers 1000  --seconds 10
      poll    against a bare endpoint            --connections 32  --seconds 10
      logs    a job that logs a lot              --watchers 50  --seconds 30
      client  one program with many watches      --part cpu,memory  --jobs 1000  --seconds 10  --blocked 60
      crowd   many watchers and a restart        --watchers 10000  --seconds 15
      public  a crowd of polls through nginx     --pollers 10000  --seconds 30
      nodes   three nodes on one PostgreSQL      --jobs 1000  --pause 250  --seconds 20
      page    the dashboard's list in a browser  --jobs 1000  --reports 10  --seconds 60  --minutes 5
    """;

try
{
    switch (args)
    {
        case [ServeVerb.Name, var subject, var port, var intervalMs]:
            return await ServeVerb.RunAsync(subject, int.Parse(port), int.Parse(intervalMs));
        case [LoadVerb.Name]:
            return await LoadVerb.RunAsync();
        case [ViewVerb.Name]:
            return await ViewVerb.RunAsync();
        case [QueueVerb.Name, var store]:
            return await QueueVerb.RunAsync(store);
        case [ClaimVerb.Name, var jobs]:
            return await ClaimVerb.RunAsync(int.Parse(jobs));
        case [NodeVerb.Name, var name, var role]:
            return await NodeVerb.RunAsync(name, role);
        case [LogVerb.Name]:
            return await LogVerb.RunAsync();
        case ["logs", .. var rest]:
            return await LogBench.RunAsync(BenchOptions.Parse(rest));
        case ["queue", .. var rest]:
            return await QueueBench.RunAsync(BenchOptions.Parse(rest));
        case ["report", .. var rest]:
            return await ReportBench.RunAsync(BenchOptions.Parse(rest));
        case ["increment", .. var rest]:
            return await IncrementBench.RunAsync(BenchOptions.Parse(rest));
        case ["push", .. var rest]:
            return await PushBench.RunAsync(BenchOptions.Parse(rest));
        case ["poll", .. var rest]:
            return await PollBench.RunAsync(BenchOptions.Parse(rest));
        case ["client", .. var rest]:
            return await ClientBench.RunAsync(BenchOptions.Parse(rest));
        case ["crowd", .. var rest]:
            return await CrowdBench.RunAsync(BenchOptions.Parse(rest));
        case ["public", .. var rest]:
            return await PublicBench.RunAsync(BenchOptions.Parse(rest));
        case ["nodes", .. var rest]:
            return await NodeBench.RunAsync(BenchOptions.Parse(rest));
        case ["page", .. var rest]:
            return await PageBench.RunAsync(BenchOptions.Parse(rest));
        default:
            Console.Error.WriteLine(Help);
            return 2;
    }
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
