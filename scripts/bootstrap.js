// Installs the packages that a script needs, Node 26 among them. Plain JavaScript, because it runs on the machine's own Node.
// Usage: npm run bootstrap [start | test | bench]. Scripts call it through npm: a shell that had run `node` before the
// installation would go on using that one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Arguments of `npm install` for each set of packages. Each set includes those before it. */
const SETS = {
  start: ['--workspaces=false', '--omit=dev'],
  test: ['--include=dev', '--workspace=e2e', '--include-workspace-root'],
  bench: ['--include=dev'],
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === 'win32';
/** Names the set that is installed and the lock file that it was installed from. Written last. */
const marker = join(root, 'node_modules', '.installed-set');

const names = Object.keys(SETS);
const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const [installedSet, installedHash] = readMarker();
const wanted = names.indexOf(process.argv[2] ?? 'start');
const installed = names.indexOf(installedSet);

if (installed < wanted || installedHash !== lockHash) install(names[Math.max(wanted, installed)]);
refuseOldNode();

function readMarker() {
  try {
    return readFileSync(marker, 'utf8').split(' ');
  } catch {
    return ['', ''];
  }
}

function install(set) {
  console.log('Installing the packages that package-lock.json names, Node 26 among them (up to a minute or two) …');
  // Not `npm ci`: it refuses a lock file without the packages of other platforms. `--no-save` keeps the locked versions.
  const { status } = spawnSync(
    isWindows ? 'npm.cmd' : 'npm',
    ['install', '--no-save', '--loglevel=error', '--include=optional', ...SETS[set]],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: isWindows,
    },
  );
  if (status !== 0) {
    console.error('Installing the packages failed: correct the error above, then run the same command again.');
    process.exit(1);
  }
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, `${set} ${lockHash}`);
}

/** Exits if the Node that npm runs our scripts with (the installed one, else the machine's) is too old. */
function refuseOldNode() {
  const { stdout } = spawnSync('node', ['-p', 'process.versions.node'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) },
    shell: isWindows,
  });
  const [major = 0, minor = 0] = (stdout || process.versions.node).trim().split('.').map(Number);
  if (major >= 26 || (major === 24 && minor >= 15)) return;
  console.error(
    `Vitalwire needs Node 24.15 or newer; this is ${major}.${minor}, and npm has no newer one for ${process.platform} ${process.arch}. ` +
      'Install it from nodejs.org.',
  );
  process.exit(1);
}
