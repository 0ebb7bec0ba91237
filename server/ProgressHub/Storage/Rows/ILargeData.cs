namespace ProgressHub.Storage.Rows;

/// <summary>Arguments and results that are too long to stand in the row of their job, and checkpoints.</summary>
internal interface ILargeData
{
    void Write(long seq, LargePart part, ReadOnlySpan<byte> bytes);

    byte[]? Read(long seq, LargePart part);

    void Remove(long seq, LargePart part);
}
