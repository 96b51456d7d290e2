import { existsSync } from 'node:fs';
import { installPackages } from './debian-packages.ts';

const KNOWN_PLACES = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
  firefox: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
} as const;

const DEBIAN_PACKAGES = { chromium: 'chromium', firefox: 'firefox-esr' } as const;

const VARIABLES = { chromium: 'CHROME_BIN', firefox: 'FIREFOX_BIN' } as const;

type BrowserName = keyof typeof VARIABLES;

/**
 * Sees to it that `CHROME_BIN` and `FIREFOX_BIN` name the machine's browsers, or the ones they named before; missing ones are
 * installed by the system's package manager where that is apt and we may. @throws Error that says what to install
 */
export function provideBrowsers(): void {
  const names = ['chromium', 'firefox'] as const;
  const missing = names.filter((name) => find(name) === undefined);
  if (missing.length > 0) installPackages(missing.map((name) => DEBIAN_PACKAGES[name]));
  for (const name of names) process.env[VARIABLES[name]] = need(name);
}

function find(name: BrowserName): string | undefined {
  const given = process.env[VARIABLES[name]];
  return [given, ...KNOWN_PLACES[name]].find((path) => path !== undefined && existsSync(path));
}

function need(name: BrowserName): string {
  const found = find(name);
  if (found !== undefined) return found;
  throw new Error(
    `The tests need ${name} and it was not found: install it, or name its program in the environment (CHROME_BIN, FIREFOX_BIN).`,
  );
}
