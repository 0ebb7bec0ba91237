/** The pages of the navigation, with the keys that lead there. */
export const places = [
  { page: "overview", to: "", name: "Overview", key: "g o" },
  { page: "jobs", to: "jobs", name: "Jobs", key: "g j" },
  { page: "groups", to: "groups", name: "Groups", key: "g g" },
  { page: "recurring", to: "recurring", name: "Recurring", key: "g r" },
  { page: "nodes", to: "nodes", name: "Nodes", key: "g n" },
] as const;
