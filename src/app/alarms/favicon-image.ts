/** Larger numbers can't be read at this size. */
const LARGEST = 99;

/** The icon with a badge that counts open alarms, as the URL of an SVG; red while some alarm is unacknowledged. */
export function drawFavicon(count: number, isUnacknowledged: boolean): string {
  const text = count === 0 ? '!' : count > LARGEST ? `${LARGEST}+` : String(count);
  const fill = isUnacknowledged ? '#b0281a' : '#14212a';
  const size = text.length > 2 ? 11 : 14;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e75"/>` +
    `<path d="M5 11h6l3-6 4 9 3-3h6" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>` +
    `<rect x="6" y="13" width="26" height="19" rx="6" fill="${fill}" stroke="#fff" stroke-width="1.5"/>` +
    `<text x="19" y="23" fill="#fff" font-family="sans-serif" font-weight="bold" font-size="${size}" text-anchor="middle" ` +
    `dominant-baseline="central">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
