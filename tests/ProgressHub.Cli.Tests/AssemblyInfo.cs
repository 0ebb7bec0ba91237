// The tests share two cores with tools and servers of their own.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
