// Put into a page before its own scripts: keeps what its event streams bring, counts when they fail, and reads the page.
const news = new EventTarget();

globalThis.probe = {
  events: [],
  failures: 0,
  sources: [],
  isStreaming,
  until,
  rows,
  rowAt,
  painted,
  namesAre,
  addressIs,
  violations,
  widths,
};

globalThis.EventSource = class extends EventSource {
  constructor(...args) {
    super(...args);
    probe.sources.push(this);
    for (const type of ['message', 'gap', 'progress', 'line-error', 'done']) {
      this.addEventListener(type, ({ lastEventId, data }) =>
        tell(() => probe.events.push({ type, id: lastEventId, data })),
      );
    }
    this.addEventListener('open', () => tell(() => undefined));
    this.addEventListener('error', () => tell(() => (probe.failures += 1)));
  }
};

function tell(note) {
  note();
  news.dispatchEvent(new Event('news'));
}

/** Whether one of the page's streams is open. */
function isStreaming() {
  return probe.sources.some(({ readyState }) => readyState === EventSource.OPEN);
}

/** Resolves when the streams have brought what fulfils a condition. */
async function until(isFulfilled) {
  while (!isFulfilled()) await new Promise((resolve) => news.addEventListener('news', resolve, { once: true }));
}

/** Every row of the table from the first to the last, though only those on the screen are there. */
async function rows() {
  const found = new Map();
  for (let top = 0; top <= document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo(0, top);
    await painted();
    for (const row of document.querySelectorAll('vw-reading-row')) {
      const index = Number(row.getAttribute('aria-rowindex'));
      const text = (cell) => row.querySelector(cell).textContent;
      found.set(index, { index, name: text('.name'), tag: text('.tag') });
    }
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** The tag of the row at a place of the window; `null` where there is none. */
async function rowAt(x, y) {
  await painted();
  return document.elementFromPoint(x, y)?.closest('vw-reading-row')?.querySelector('.tag').textContent ?? null;
}

/** Resolves when the rows that are there are these people's, in this order. */
async function namesAre(names) {
  const shown = () => [...document.querySelectorAll('[role=row] > .name')].map((cell) => cell.textContent.trim());
  while (shown().join() !== names.join()) await painted();
}

/** Resolves when the address ends so. */
async function addressIs(path) {
  while (location.pathname + location.search !== path) await painted();
}

/** The list follows the scrolling one frame later and is painted with the next. */
async function painted() {
  for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** What axe finds, each as one line that says what and where. */
async function violations() {
  const animations = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity);
  // In the midst of a fade, colours are neither those before nor those after.
  await Promise.all(animations.map(({ finished }) => finished.catch(() => undefined)));
  const { violations: found } = await axe.run();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

/** How wide the content is, and the window that shows it, in px. */
function widths() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return { content: scrollWidth, window: clientWidth };
}
