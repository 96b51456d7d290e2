import type { Mode, Transport } from './stream-order.ts';

/** In which browser (by Playwright's name) which transport is tested. */
export interface Setup {
  readonly transport: Transport;
  readonly browser: 'chromium' | 'firefox';
}

/** What the suite is run against when no setup is named. */
const SETUPS: readonly Setup[] = [
  { transport: 'native', browser: 'chromium' },
  { transport: 'native', browser: 'firefox' },
  { transport: 'eventsource', browser: 'chromium' },
  { transport: 'eventsource', browser: 'firefox' },
];

/** What every `npm test` runs: `eventsource` is the same code in both browsers, so one of them is enough there. */
export const TESTED_SETUPS = SETUPS.filter(
  ({ transport, browser }) => transport === 'native' || browser === 'chromium',
);

/** The modes in which the suite runs, when none is named. */
const MODES: readonly Mode[] = ['opaque', 'positions', 'own-retry'];

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

/** The mode of that name, or all. @throws Error when there is none */
export function chooseModes(name: string | undefined): readonly Mode[] {
  const chosen = MODES.filter((mode) => mode === (name ?? mode));
  if (chosen.length > 0) return chosen;
  throw new Error(`There is no mode ${name}. There are: ${MODES.join(', ')}.`);
}
