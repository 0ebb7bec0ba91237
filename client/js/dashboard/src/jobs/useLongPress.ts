import { type PointerEvent, useEffect, useRef } from "react";

/** A finger that rests for so long means more than a tap. */
const pressMs = 500;

/** A finger that has moved further scrolls. */
const slackPx = 10;

interface Press {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly x: number;
  readonly y: number;
}

/** Selects the row on which a finger rests; the tap that would follow opens nothing. */
export function useLongPress(onPress: (id: string) => void) {
  const press = useRef<Press>(undefined);
  const isTaken = useRef(false);
  const end = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: on leaving only.
  useEffect(() => end, []);
  return {
    /** Whether the click at hand is the end of a long press. Asked once for each click. */
    takesClick(): boolean {
      const taken = isTaken.current;
      isTaken.current = false;
      return taken;
    },
    handlers: {
      onPointerDown(event: PointerEvent) {
        end();
        isTaken.current = false;
        const id = (event.target as HTMLElement).closest<HTMLElement>("[data-job]")?.dataset.job;
        if (event.pointerType !== "touch" || id === undefined) return;
        const take = () => {
          isTaken.current = true;
          onPress(id);
        };
        press.current = { timer: setTimeout(take, pressMs), x: event.clientX, y: event.clientY };
      },
      onPointerMove({ clientX, clientY }: PointerEvent) {
        const from = press.current;
        if (from !== undefined && Math.hypot(clientX - from.x, clientY - from.y) > slackPx) end();
      },
      onPointerUp: end,
      onPointerCancel: end,
      /** The browser's own menu of a link would cover what was selected. */
      onContextMenu: (event: { preventDefault(): void }) => isTaken.current && event.preventDefault(),
    },
  };
}
