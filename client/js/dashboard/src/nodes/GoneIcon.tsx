/** A ring with gaps: somebody should be there. */
export function GoneIcon() {
  return (
    <svg className="icon" aria-hidden="true" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 2.5" />
      <path d="M8 4.5v4.5M8 11v.5" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
