// Makes a fresh clone ready: installs the packages, and with them the Node that everything else runs on. Plain old
// JavaScript, as it runs on whatever Node the machine has.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// npm writes this file last, so that an interrupted installation is not taken for a complete one.
const installed = join(root, 'node_modules', '.package-lock.json');
const wanted = join(root, 'package-lock.json');

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  console.log('Installing the packages that package-lock.json names, Node 26 among them (a minute or two) …');
  const isWindows = process.platform === 'win32';
  // Not `npm ci`: it refuses a lock file from which a package for somebody else's platform is missing, as it is when the
  // registry that made the file had none. `--no-save` holds to the locked versions and leaves the file as it is.
  const args = ['install', '--no-save', '--include=dev', '--include=optional'];
  const { status } = spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: isWindows,
  });
  if (status !== 0) {
    console.error('The packages could not be installed: see above, mend it and run the same command again.');
    process.exit(1);
  }
  // npm leaves it alone when nothing was missing, and the next run would install again.
  const now = new Date();
  utimesSync(installed, now, now);
}

// The installed Node, on which npm and npx run our scripts. Without it, the machine's own.
const { stdout } = spawnSync('node', ['-p', 'process.versions.node'], {
  encoding: 'utf8',
  env: { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) },
  shell: process.platform === 'win32',
});
const [major = 0, minor = 0] = (stdout || process.versions.node).trim().split('.').map(Number);
if (!(major >= 26 || (major === 24 && minor >= 15))) {
  console.error(
    `Vitalwire needs Node 24.15 or newer; this is ${major}.${minor}, and for ${process.platform} ${process.arch} npm has none: ` +
      'install it from nodejs.org.',
  );
  process.exit(1);
}
