/** Tests run without a page. */
const page = "document" in globalThis ? document : undefined;

/** Where the page's addresses begin: the server writes it into the page, whatever prefix it is mapped below. */
export const base: URL = new URL("./", page?.baseURI ?? "http://localhost/");

/** Where ProgressHub itself is mapped; the server writes it, too, since an app may have put it elsewhere than the dashboard. */
export const apiBase: URL = new URL(page?.querySelector<HTMLMetaElement>("meta[name=progresshub]")?.content ?? "./", base);
