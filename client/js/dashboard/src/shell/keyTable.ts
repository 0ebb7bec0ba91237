/** What the help tells of the keys. */
export const keyTable: readonly { title: string; keys: readonly { key: string; says: string }[] }[] = [
  {
    title: "Everywhere",
    keys: [
      { key: "/", says: "Search jobs" },
      { key: "n", says: "New job" },
      { key: "t", says: "Theme" },
      { key: "?", says: "This help" },
      { key: "Esc", says: "Close the innermost, then clear the selection" },
    ],
  },
  {
    title: "Go to",
    keys: [
      { key: "g o", says: "Overview" },
      { key: "g j", says: "Jobs" },
      { key: "g g", says: "Groups" },
      { key: "g r", says: "Recurring" },
      { key: "g n", says: "Nodes" },
    ],
  },
  {
    title: "Lists of jobs",
    keys: [
      { key: "j", says: "Next job" },
      { key: "k", says: "Previous job" },
      { key: "Enter", says: "Open" },
      { key: "x", says: "Select" },
      { key: "Shift+x", says: "Select up to here" },
      { key: ".", says: "Show new jobs" },
    ],
  },
  {
    title: "A job",
    keys: [
      { key: "c", says: "Cancel, with a question" },
      { key: "r", says: "Retry" },
      { key: "y", says: "Copy link" },
      { key: "f", says: "Follow the log" },
      { key: "w", says: "Wrap the log" },
      { key: "e", says: "Next error line" },
    ],
  },
];
