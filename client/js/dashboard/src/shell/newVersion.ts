/** The script that makes the page; its name tells its content. */
const mainScript = /assets\/index-[\w-]+\.js/;

/** Whether a page that was just read from the server is made by another script than the one that runs. */
export function isOtherVersion(running: string | undefined, html: string): boolean {
  const [own] = mainScript.exec(running ?? "") ?? [];
  const [served] = mainScript.exec(html) ?? [];
  return own !== undefined && served !== undefined && own !== served;
}
