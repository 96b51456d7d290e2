/** Colours of the chart as canvas values. */
export type ChartColours = Readonly<Record<keyof typeof SOURCES, string>>;

/** CSS sources of the colours; in forced colours mode they are system colours. */
const SOURCES = {
  text: 'var(--chart-text)',
  grid: 'var(--chart-grid)',
  line: 'var(--chart-line)',
  band: 'color-mix(in srgb, var(--chart-line) 24%, transparent)',
  fever: 'var(--chart-fever)',
  feverArea: 'color-mix(in srgb, var(--chart-fever) 9%, transparent)',
  hypothermia: 'var(--chart-hypothermia)',
  hypothermiaArea: 'color-mix(in srgb, var(--chart-hypothermia) 9%, transparent)',
  surface: 'var(--chart-surface)',
} as const;

const THEME_QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)', 'print'];

/** Computes the current colours inside an element. */
export function readColours(host: HTMLElement): ChartColours {
  const probe = host.ownerDocument.createElement('span');
  probe.hidden = true;
  // Without this, forced colours mode would replace every colour with the text colour.
  probe.style.setProperty('forced-color-adjust', 'none');
  host.append(probe);
  // A custom property is returned uncomputed, including `light-dark()`; only a used colour is computed.
  const entries = Object.entries(SOURCES).map(([name, source]) => {
    probe.style.color = source;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as ChartColours;
}

/** Calls `onChange` when the colours may have changed. Returns a function that ends this. */
export function watchColours(window: Window, onChange: () => void): () => void {
  const listening = new AbortController();
  for (const query of THEME_QUERIES) {
    window.matchMedia(query).addEventListener('change', onChange, { signal: listening.signal });
  }
  // A theme may also be set on the root element.
  const observer = new MutationObserver(onChange);
  observer.observe(window.document.documentElement, { attributeFilter: ['style', 'class', 'data-theme'] });
  return () => {
    listening.abort();
    observer.disconnect();
  };
}
