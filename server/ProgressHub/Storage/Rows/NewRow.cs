using System.Text;
using ProgressHub.Storage.Kin;

namespace ProgressHub.Storage.Rows;

/// <summary>A new job with the composed values of its row.</summary>
internal readonly struct NewRow(NewJob job)
{
    public NewJob Job { get; } = job;

    public byte[]? Groups { get; } = job.Snapshot.Groups.Count == 0 ? null : Encoding.UTF8.GetBytes(string.Join(' ', job.Snapshot.Groups));

    public byte[]? Rare { get; } = RareMembers.Write(job.Snapshot);
}
