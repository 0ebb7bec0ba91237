import { exact, moment, type Times } from "../format/times";
import { useSetting } from "./settings";
import { useCopied } from "./useCopied";
import { useTime } from "./useTime";
import "./when.css";

interface WhenProps {
  /** RFC 3339. */
  at: string;
  /** What is said of it; how long ago, unless the reader wants the clock. */
  words?: (now: number, times: Times) => string;
  /** In a grid, which is one tab stop. */
  isInGrid?: boolean;
}

/** A moment: exact on hover and focus, and a click copies it in the form that programs read. */
export function When({ at, words, isInGrid = false }: WhenProps) {
  const times = useSetting("times");
  const text = useTime(({ serverNow }) => (words ? words(serverNow, times) : moment(at, serverNow, times)));
  const { isCopied, copy } = useCopied();
  const whole = exact(at, times);
  return (
    <button type="button" className="when" tabIndex={isInGrid ? -1 : undefined} title={whole} data-exact={whole} onClick={() => copy(at)}>
      {isCopied ? "Copied" : <time dateTime={at}>{text}</time>}
    </button>
  );
}
