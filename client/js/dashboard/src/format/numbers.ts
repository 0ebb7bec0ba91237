const grouped = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** A whole number with the reader's own grouping. */
export function count(value: number): string {
  return grouped.format(value);
}

/** For tight columns: from 10,000 three digits and a letter. */
export function tightCount(value: number): string {
  if (value < 10_000) return count(value);
  for (const [size, letter] of [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (value >= size) return `${threeDigits(value / size)}${letter}`;
  }
  return count(value);
}

const byteUnits = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** Bytes in powers of 1000 with three digits; `like` fixes the unit, so that "1.42 of 2.00 GB" has one. */
export function bytes(value: number, like = value): { digits: string; unit: string } {
  let power = 0;
  while (power < byteUnits.length - 1 && like >= 1_000 ** (power + 1)) power += 1;
  const scaled = value / 1_000 ** power;
  return { digits: power === 0 ? count(scaled) : threeDigits(scaled), unit: byteUnits[power] ?? "B" };
}

/** Never rounded up: what is shown as done has been done. */
function threeDigits(value: number): string {
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const factor = 10 ** decimals;
  return (Math.floor(value * factor + 1e-9) / factor).toFixed(decimals);
}
