import { existsSync } from 'node:fs';
import karmaChromeLauncher from 'karma-chrome-launcher';
import karmaJasmine from 'karma-jasmine';

const CHROMIUM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];
const chromium = CHROMIUM_PLACES.find((place) => existsSync(place));
// What is assigned to the environment becomes text, "undefined" too.
if (chromium) process.env.CHROME_BIN ??= chromium;

/** Karma's settings; `ng test` adds the build of the specs. */
export default function configure(config) {
  config.set({
    frameworks: ['jasmine'],
    plugins: [karmaJasmine, karmaChromeLauncher],
    reporters: ['dots'],
    browsers: ['ChromeHeadlessCI'],
    customLaunchers: {
      // Chromium as root in a container starts only without its sandbox; the rest keeps it from calling home.
      ChromeHeadlessCI: {
        base: 'ChromeHeadless',
        flags: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          // Chromium ignores changes of the address beyond about 200 in 10 s. The specs make more.
          '--disable-ipc-flooding-protection',
        ],
      },
    },
    client: { jasmine: { random: true }, clearContext: true },
    logLevel: config.LOG_WARN,
    restartOnFileChange: true,
  });
}
