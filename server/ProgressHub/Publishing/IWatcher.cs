namespace ProgressHub.Publishing;

/// <summary>One end of a watch: a hub connection, an event stream, a waiting poll.</summary>
internal interface IWatcher
{
    /// <summary>Takes a message or keeps what it means for later. Never waits and never throws.</summary>
    void Offer(Delivery delivery);

    /// <summary>Leaves an audience that is over, on both sides.</summary>
    void Leave(AudienceTable audiences, string audience) => audiences.Leave(audience, this);
}
