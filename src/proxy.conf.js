// The development server hands everything that is the backend's on to it. VITALWIRE_PORT is the backend's own setting.
const backend = {
  target: `http://127.0.0.1:${process.env.VITALWIRE_PORT ?? 5000}`,
  // Without this an event stream whose backend dies stays open at the browser, which then sees silence and not a cut.
  configure: (proxy) => {
    proxy.on('proxyRes', (answer, request, response) => {
      answer.on('close', () => answer.complete || response.destroy());
    });
  },
};

export default Object.fromEntries(
  ['/api', '/events', '/stream', '/sse', '/sign-in', '/healthz', '/readyz', '/metrics'].map((path) => [path, backend]),
);
