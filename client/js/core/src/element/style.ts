/** Kept in a sheet made by script, which a content security policy without inline styles allows. */
export const style = `
:host {
  --color: var(--progresshub-color, #1a5fd6);
  display: grid;
  grid-template-columns: 1fr auto auto;
  gap: 4px 12px;
  align-items: center;
  font-variant-numeric: tabular-nums;
}
:host([hidden]) { display: none; }
.track {
  grid-column: 1 / -1;
  height: 8px;
  overflow: hidden;
  border-radius: var(--progresshub-radius, 3px);
  background: var(--progresshub-track, #e3e7ed);
  forced-color-adjust: none;
}
.bar {
  height: 100%;
  transform-origin: left;
  transform: scaleX(var(--fraction, 0));
  background: var(--color);
  transition: transform 150ms linear;
}
:host(:dir(rtl)) .bar { transform-origin: right; }
.track[data-state="failed"] .bar { background: var(--progresshub-color, #c2261b); }
.track[data-state="succeeded"] .bar { background: var(--progresshub-color, #137a3d); }
.track[data-state="canceled"] .bar { background: var(--progresshub-color, #4f5b6b); }
.track[data-unmeasured] .bar {
  transform: none;
  background: repeating-linear-gradient(-45deg, var(--color) 0 6px, transparent 6px 12px);
}
.track[data-stale] .bar { opacity: 0.5; }
.label { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.eta { opacity: 0.75; }
button { font: inherit; }
@media (prefers-color-scheme: dark) {
  .track { background: var(--progresshub-track, #2a323d); }
}
@media (prefers-reduced-motion: reduce) {
  .bar { transition: none; }
}
@media (forced-colors: active) {
  .track { border: 1px solid CanvasText; background: Canvas; }
  .bar { background: Highlight; }
}
`;
