import { apiBase } from "../shell/base";

/** Reads the job from a shell. */
export function curlOfJob(id: string): string {
  return `curl -s ${quoted(new URL(`api/jobs/${id}`, apiBase).href)}`;
}

/** Sends a submit from a shell. */
export function curlOfSubmit(body: unknown, key = ""): string {
  return [
    `curl -s ${quoted(new URL("api/jobs", apiBase).href)}`,
    "-H 'Content-Type: application/json'",
    ...(key === "" ? [] : [`-H ${quoted(`Idempotency-Key: "${key}"`)}`]),
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(" \\\n  ");
}

/** One word for a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
