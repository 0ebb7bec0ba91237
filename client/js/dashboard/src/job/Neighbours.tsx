import { useKey } from "../shell/keys";
import { jobPlace } from "../shell/paths";
import { navigate } from "../shell/router";
import { neighboursOf } from "./lastList";

/** To the jobs beside this one in the list that the reader came from; Back still leads to the list. */
export function Neighbours({ id }: { id: string }) {
  const { previous, next } = neighboursOf(id);
  const goTo = (other: string) => navigate(jobPlace(other), { replace: true });
  useKey("k", previous === undefined ? undefined : () => goTo(previous));
  useKey("j", next === undefined ? undefined : () => goTo(next));
  if (previous === undefined && next === undefined) return null;
  return (
    <>
      <Step to={previous} goTo={goTo} label="Previous job (k)" mark="‹" />
      <Step to={next} goTo={goTo} label="Next job (j)" mark="›" />
    </>
  );
}

interface StepProps {
  to: string | undefined;
  goTo: (id: string) => void;
  label: string;
  mark: string;
}

function Step({ to, goTo, label, mark }: StepProps) {
  return (
    <button
      type="button"
      className="step"
      disabled={to === undefined}
      aria-label={label}
      title={label}
      onClick={() => to !== undefined && goTo(to)}
    >
      {mark}
    </button>
  );
}
