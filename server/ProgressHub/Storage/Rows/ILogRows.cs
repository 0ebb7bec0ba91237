namespace ProgressHub.Storage.Rows;

/// <summary>The logs of jobs, in blocks.</summary>
internal interface ILogRows
{
    /// <summary>The number of the newest line, and of the newest one that is gone; zeros where there is no log.</summary>
    (long Last, long Dropped) Read(long seq);

    void Save(long seq, long last, long dropped);

    /// <summary>Stores a block whose newest line has this number.</summary>
    void Insert(long seq, long last, byte[] block);

    /// <summary>Forgets blocks up to a line.</summary>
    void Forget(long seq, long until);

    /// <summary>Forgets the log of a job. Most have none, and cost one look.</summary>
    void Remove(long seq);
}
