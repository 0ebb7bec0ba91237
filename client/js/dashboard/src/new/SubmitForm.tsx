import type { ProgressHubError } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { JobDetail } from "../job/detail";
import { jobPlace } from "../shell/paths";
import { navigate, useRoute } from "../shell/router";
import { FieldRow } from "./FieldRow";
import { KindPicker } from "./KindPicker";
import type { Kind } from "./kinds";
import { MoreOptions } from "./MoreOptions";
import { type OptionValues, optionFields, optionsOf } from "./options";
import { placeProblem } from "./placeProblem";
import { RequestPreview } from "./RequestPreview";
import { fieldsOf } from "./schema";
import { argsOf, type Values, valuesOf } from "./values";

const others = ["kind", ...optionFields.map(({ name }) => name)];

export function SubmitForm({ kinds, from }: { kinds: readonly Kind[]; from: JobDetail | undefined }) {
  const hub = useProgressHub();
  const { query } = useRoute();
  const wanted = query.get("kind") ?? from?.job.kind;
  const kind = kinds.find(({ name }) => name === wanted) ?? (kinds.length === 1 ? kinds[0] : undefined);
  const fields = kind === undefined ? [] : fieldsOf(kind.args);
  const [values, setValues] = useState<Values>(() => valuesOf(fields, from?.args));
  const [options, setOptions] = useState<OptionValues>(() => (from === undefined ? {} : optionsFrom(from)));
  const [problem, setProblem] = useState<ProgressHubError>();
  const [refusals, setRefusals] = useState<Record<string, string>>({});
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  // Once the fields are drawn with what is wrong with them, the first of them takes the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal is the occasion.
  useEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [problem, refusals]);

  const { args, refusals: unread } = argsOf(fields, values);
  const body = { kind: kind?.name ?? "", args, ...optionsOf(options) };
  const { byField, general, cure } = placeProblem(problem, fields, others);
  const errorsOf = (path: string) => [
    ...(byField[path === "" ? "args" : `args.${path}`] ?? []),
    ...(refusals[path] ? [refusals[path]] : []),
  ];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending || kind === undefined) return;
    setProblem(undefined);
    setRefusals(unread);
    if (Object.keys(unread).length > 0) return;
    setSending(true);
    try {
      const { kind: name, args: sent, ...rest } = body;
      const key = options.idempotencyKey?.trim();
      const { job } = await hub.submit(name, sent, { ...rest, ...(key && { idempotencyKey: key }) });
      navigate(jobPlace(job.id));
    } catch (error) {
      setProblem(error as ProgressHubError);
      setSending(false);
    }
  };
  const pick = (name: string) => {
    const next = new URLSearchParams(query);
    next.set("kind", name);
    setProblem(undefined);
    navigate(`new?${next}`, { replace: true });
  };

  return (
    <div className="new-columns">
      <form className="new-form" ref={form} onSubmit={submit} aria-label="New job" noValidate>
        <KindPicker kinds={kinds} picked={kind?.name} onPick={pick} errors={byField.kind ?? []} />
        {kind && (
          <>
            {fields.map((field) => (
              <FieldRow
                key={`${kind.name} ${field.path}`}
                field={field}
                values={values}
                errorsOf={errorsOf}
                onChange={(path, text) => setValues((before) => ({ ...before, [path]: text }))}
              />
            ))}
            <MoreOptions values={options} onChange={setOptions} byField={byField} />
            <div className="problem new-problem" role="alert">
              {[...general, ...(cure ? [cure] : [])].map((text) => (
                <p key={text} dir="auto">
                  {text}
                </p>
              ))}
            </div>
            <button type="submit" className="primary" disabled={isSending}>
              {isSending ? "Starting…" : "Start job"}
            </button>
          </>
        )}
      </form>
      {kind && <RequestPreview body={body} idempotencyKey={options.idempotencyKey?.trim() ?? ""} />}
    </div>
  );
}

function optionsFrom({ job }: JobDetail): OptionValues {
  return {
    ...(job.groups.length > 0 && { groups: job.groups.join(", ") }),
    ...(job.priority !== 0 && { priority: String(job.priority) }),
  };
}
