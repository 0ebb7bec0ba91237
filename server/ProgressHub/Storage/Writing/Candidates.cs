using ProgressHub.Storage.Counting;
using ProgressHub.Storage.Kin;
using ProgressHub.Storage.Logs;
using ProgressHub.Storage.Rows;

namespace ProgressHub.Storage.Writing;

/// <summary>Jobs to claim, in order: those that were ready at first, and those that became ready as others were claimed.</summary>
/// <param name="first">In order, each with the demand it is for.</param>
internal sealed class Candidates(List<(ReadyJob Job, int Demand)> first)
{
    private PriorityQueue<int, ReadyJob>? _later;
    private int _next;

    public int Count => first.Count;

    public void Add(ReadyJob job, int demand) => (_later ??= new(ReadyJob.Order)).Enqueue(demand, job);

    public bool TryNext(out long seq, out int demand)
    {
        if (_later is not null && _later.TryPeek(out demand, out var late) && (_next == first.Count || ReadyJob.Order.Compare(late, first[_next].Job) < 0))
        {
            _later.Dequeue();
            seq = late.Seq;
            return true;
        }

        if (_next == first.Count)
        {
            (seq, demand) = (0, 0);
            return false;
        }

        (seq, demand) = (first[_next].Job.Seq, first[_next].Demand);
        _next++;
        return true;
    }
}
