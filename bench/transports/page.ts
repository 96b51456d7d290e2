import type { Transport } from './transport.ts';

/** A page that takes readings in one way, as its documentation shows it, and keeps when each came, by its `TakenAt`. */
export function pageOf(transport: Transport): string {
  return `<!doctype html><title>${transport}</title><script>
    const came = new Map();
    const take = ({ TakenAt }) => came.set(TakenAt, performance.timeOrigin + performance.now() - Date.parse(TakenAt));
    const pause = () => new Promise((resolve) => setTimeout(resolve, 1000));
    ${SCRIPTS[transport]}
  </script>`;
}

/** Polls say what they have, as there is no other way to be told only what is new. */
const ASK = `
  let position = '';
  async function ask(path) {
    const answer = await (await fetch(path + '?after=' + position)).json();
    position = answer.Position;
    answer.Readings.forEach(take);
  }`;

const SCRIPTS: Readonly<Record<Transport, string>> = {
  sse: `
    new EventSource('/sse').onmessage = ({ data }) => take(JSON.parse(data));`,
  websocket: `
    const open = () => {
      const socket = new WebSocket('ws://' + location.host + '/websocket');
      socket.onmessage = ({ data }) => take(JSON.parse(data));
      socket.onclose = () => pause().then(open);
    };
    open();`,
  'long-polling': `${ASK}
    (async () => { for (;;) await ask('/long-polling').catch(pause); })();`,
  polling: `${ASK}
    setInterval(() => ask('/polling').catch(() => {}), 1000);`,
};
