import type { Transport } from './stream-order.ts';

/** In which browser (by Playwright's name) which transport is tested. */
export interface Setup {
  readonly transport: Transport;
  readonly browser: 'chromium' | 'firefox';
}

/** What is tested when nobody says otherwise. */
export const SETUPS: readonly Setup[] = [
  { transport: 'native', browser: 'chromium' },
  { transport: 'native', browser: 'firefox' },
  { transport: 'eventsource', browser: 'chromium' },
];

/** What a person calls it. */
export function setupName({ transport, browser }: Setup): string {
  return `${transport} in ${browser}`;
}

/** Those with that transport and browser. @throws Error when there are none */
export function chooseSetups(transport: string | undefined, browser: string | undefined): readonly Setup[] {
  const chosen = SETUPS.filter(
    (setup) => setup.transport === (transport ?? setup.transport) && setup.browser === (browser ?? setup.browser),
  );
  if (chosen.length > 0) return chosen;
  throw new Error(`That isn't tested. What is: ${SETUPS.map(setupName).join(', ')}.`);
}
