// What a page of another origin tries on a server. It runs in that page.

const READING = '{"Name":"Eve","Temparature":"36.6C","RFID":"E1"}';
const PATHS = ['/api/readings/latest', '/api/status', '/api/session', '/api/audit', '/events?last=1', '/metrics'];

/** Tries every way that a page has to read what is elsewhere; gives what it learnt, a line each, which should be none. */
globalThis.attemptToRead = async (server) => {
  const fetched = PATHS.flatMap((path) =>
    [
      { credentials: 'include' },
      { credentials: 'omit' },
      { credentials: 'include', mode: 'no-cors' },
      { credentials: 'include', headers: { 'X-Requested-With': 'x' } },
    ].map((init) => readByFetch(`${server}${path}`, init)),
  );
  const elements = ['img', 'script', 'link', 'iframe'].map((tag) =>
    readByElement(tag, `${server}/api/readings/latest`),
  );
  const learnt = await Promise.all([...fetched, ...elements, readByEventSource(`${server}/events?last=1`)]);
  return learnt.filter((each) => each !== undefined);
};

async function readByFetch(url, init) {
  try {
    const response = await fetch(url, init);
    const first = await response.body?.getReader().read();
    return first?.value && `fetch: ${new TextDecoder().decode(first.value)}`;
  } catch {
    return undefined;
  }
}

function readByEventSource(url) {
  return new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: true });
    source.onerror = () => {
      source.close();
      resolve(undefined);
    };
    source.onopen = () => {
      source.close();
      resolve('EventSource: open');
    };
  });
}

function readByElement(tag, url) {
  return new Promise((resolve) => {
    const element = document.createElement(tag);
    element.rel = 'stylesheet';
    element.onerror = () => resolve(undefined);
    // An iframe doesn't tell that it was refused; what is in it is seen by `contentDocument` or not at all.
    element.onload = () =>
      resolve(tag === 'iframe' ? (element.contentDocument?.body.textContent ?? undefined) : `${tag}: loaded`);
    element[tag === 'link' ? 'href' : 'src'] = url;
    document.body.append(element);
  });
}

/** Tries every way that a page has to change something elsewhere, whether or not it hears of the outcome. */
globalThis.attemptToWrite = async (server) => {
  const attempts = [
    ['/api/readings', READING],
    ['/api/acknowledgements', '{"Alarm":"a-1"}'],
    ['/api/session', ''],
  ].flatMap(([path, body]) =>
    ['application/json', 'text/plain', 'application/x-ndjson', 'application/x-www-form-urlencoded'].flatMap((type) =>
      ['cors', 'no-cors'].map((mode) => {
        const init = { method: 'POST', mode, credentials: 'include', headers: { 'Content-Type': type }, body };
        return fetch(`${server}${path}`, init);
      }),
    ),
  );
  attempts.push(fetch(`${server}/api/session`, { method: 'DELETE', credentials: 'include' }));
  navigator.sendBeacon(`${server}/api/readings`, READING);
  await Promise.allSettled(attempts);
};

/** Posts a form, which needs nobody's leave, into a window of its own: JSON goes in the name of its only field. */
globalThis.submitForm = (server, enctype) => {
  const form = document.createElement('form');
  Object.assign(form, { method: 'POST', action: `${server}/api/readings`, enctype, target: '_blank' });
  const input = document.createElement('input');
  Object.assign(input, { name: `${READING.slice(0, -1)},"x":"`, value: '"}' });
  form.append(input);
  document.body.append(form);
  form.submit();
};
