import type { JobSnapshot } from "@progresshub/client";
import { type FocusEvent, useState } from "react";

/** New rows wait while the pointer or the focus is in the list, so that nothing moves under either. */
export function useRowOrder(jobs: readonly JobSnapshot[]) {
  const [held, setHeld] = useState<JobSnapshot>();
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const newest = jobs[0];
  const hold = () => setHeld((before) => before ?? newest);
  const release = (stillInside: boolean) => {
    if (!stillInside) setHeld(undefined);
  };
  const rows = held === undefined ? jobs : jobs.filter((job) => !isNewer(job, held));
  return {
    rows,
    waiting: jobs.length - rows.length,
    showWaiting: () => setHeld(newest),
    listeners: {
      onPointerEnter: () => {
        setPointed(true);
        hold();
      },
      onPointerLeave: () => {
        setPointed(false);
        release(isFocused);
      },
      onFocus: () => {
        setFocused(true);
        hold();
      },
      onBlur: (event: FocusEvent) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setFocused(false);
        release(isPointed);
      },
    },
  };
}

function isNewer(job: JobSnapshot, than: JobSnapshot): boolean {
  return job.createdAt > than.createdAt || (job.createdAt === than.createdAt && job.id > than.id);
}
