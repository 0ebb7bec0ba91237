import { Component, type ReactNode } from "react";
import { Heading } from "./Heading";

/** A page that cannot be shown says so, and leaves the rest of the shell as it is. */
export class PageBoundary extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state: { fault: unknown } = { fault: undefined };

  static getDerivedStateFromError(fault: unknown): { fault: unknown } {
    return { fault };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    // A part of the page that was not loaded before is gone once the server has another version.
    const isNewer = fault instanceof TypeError && /import/i.test(fault.message);
    return (
      <section className="notice">
        <Heading>{isNewer ? "A new version is ready." : "This page cannot be shown."}</Heading>
        <p>{isNewer ? "Reload the page to get it." : "The jobs themselves go on. Reload the page, and tell us if it happens again."}</p>
        {!isNewer && <p className="mono muted">{String(fault)}</p>}
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </section>
    );
  }
}
