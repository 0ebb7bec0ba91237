import { useEffect, useRef } from "react";
import { keyTable } from "./keyTable";
import { SettingChoice, speechOptions, timesOptions } from "./SettingChoice";
import { choose, useSetting } from "./settings";

/** The keys with the switch that turns them off, and the settings that a reader may look for here. */
export function Help({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const keys = useSetting("keys");
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">Keyboard</h2>
      <div className="help-keys">
        {keyTable.map(({ title, keys: own }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {own.map(({ key, says }) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="help-settings">
        <SettingChoice name="times" legend="Times" options={timesOptions} />
        <SettingChoice name="speech" legend="A screen reader is told of a job" options={speechOptions} />
      </div>
      <form method="dialog" className="help-foot">
        <label>
          <input type="checkbox" checked={keys === "on"} onChange={(event) => choose("keys", event.target.checked ? "on" : "off")} />
          Single keys are on
        </label>
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
