const whole = new Intl.NumberFormat(navigator.language, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(navigator.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(navigator.language, { style: 'percent', maximumFractionDigits: 1 });

/** Decimal separator of the browser's language. */
export const DECIMAL_SEPARATOR = tenths.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';

/** Formats a whole number with grouped digits: `10,000`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** Formats a number with one decimal place: `39.2`. */
export function formatNumber(value: number): string {
  return tenths.format(value);
}

/** Formats a share from 0 to 1 as a percentage: `99.8 %`. Rounds down, so that only a share of 1 is 100 %. */
export function formatShare(share: number): string {
  return percent.format(Math.floor(share * 1_000) / 1_000);
}

/** Formats a number of bytes in the largest unit that fits: `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${formatCount(bytes)} B`;
  if (bytes < 1_000_000) return `${formatCount(bytes / 1_000)} kB`;
  return `${formatNumber(bytes / 1_000_000)} MB`;
}
