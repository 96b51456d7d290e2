/** The colours of a chart, as a canvas takes them. */
export type ChartColours = Readonly<Record<keyof typeof SOURCES, string>>;

/** From the style sheet's own; in forced colours those of the reader's system. */
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

/** The colours that hold for what is inside an element now. */
export function readColours(host: HTMLElement): ChartColours {
  const probe = host.ownerDocument.createElement('span');
  probe.hidden = true;
  // Forced, every colour would be that of text, and a tint opaque.
  probe.style.setProperty('forced-color-adjust', 'none');
  host.append(probe);
  // A custom property is handed out as it was written, `light-dark()` included; only a colour in use is computed.
  const entries = Object.entries(SOURCES).map(([name, source]) => {
    probe.style.color = source;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as ChartColours;
}

/** Calls back when the colours may have changed; gives what ends that. */
export function watchColours(window: Window, onChange: () => void): () => void {
  const listening = new AbortController();
  for (const query of THEME_QUERIES) {
    window.matchMedia(query).addEventListener('change', onChange, { signal: listening.signal });
  }
  // A theme may also be put on the page by hand.
  const observer = new MutationObserver(onChange);
  observer.observe(window.document.documentElement, { attributeFilter: ['style', 'class', 'data-theme'] });
  return () => {
    listening.abort();
    observer.disconnect();
  };
}
