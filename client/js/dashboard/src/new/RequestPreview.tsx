import { curlOfSubmit } from "../job/curl";
import { CopyButton } from "../shell/CopyButton";

/** The same request for a program, as it stands in the form. */
export function RequestPreview({ body, idempotencyKey }: { body: object; idempotencyKey: string }) {
  const json = JSON.stringify(body, undefined, 2);
  const curl = curlOfSubmit(body, idempotencyKey);
  return (
    <aside className="preview" aria-label="The same request from code">
      <h2>From code</h2>
      <Block name="JSON" text={json} />
      <Block name="curl" text={curl} />
    </aside>
  );
}

function Block({ name, text }: { name: string; text: string }) {
  return (
    <section aria-label={name}>
      <div className="preview-head">
        <h3>{name}</h3>
        <CopyButton text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <pre className="mono" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
