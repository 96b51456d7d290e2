import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Servers are often not on a user's PATH. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** Installs packages by apt-get, where there is one and we may; otherwise does nothing. */
export function installPackages(packages: readonly string[]): void {
  if (!hasApt() || !mayBeRoot()) return;
  console.log(`Installing ${packages.join(' and ')} for the tests (apt-get) …`);
  asRoot('apt-get', 'update', '-qq');
  asRoot('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/**
 * Unpacks packages, and those they need that the machine lacks, below a folder: as nothing is installed no service starts,
 * nor is anybody asked who may. Where there is no apt-get, or the packages can't be had, does nothing.
 */
export function unpackPackages(packages: readonly string[], folder: string): void {
  if (!hasApt()) return;
  console.log(`Unpacking ${packages.join(', ')} (apt-get) …`);
  const archives = `${folder}.archives`;
  mkdirSync(join(archives, 'partial'), { recursive: true });
  if (!download(packages, archives) && mayBeRoot()) {
    asRoot('apt-get', 'update', '-qq');
    download(packages, archives);
  }
  // What was unpacked in part is not to be taken for the whole.
  const unpacked = `${folder}.part`;
  const files = globSync('*.deb', { cwd: archives });
  const failed = files.filter((file) => run('dpkg-deb', '-x', join(archives, file), unpacked) !== 0);
  rmSync(folder, { recursive: true, force: true });
  if (files.length > 0 && failed.length === 0) renameSync(unpacked, folder);
  for (const used of [archives, unpacked]) rmSync(used, { recursive: true, force: true });
}

/** The path of a program of the machine's, or of packages unpacked in a folder; `undefined` when there is none. */
export function findProgram(name: string, unpacked: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SERVER_FOLDERS];
  const unpackedFolders = ['usr/sbin', 'usr/bin'].map((folder) => join(unpacked, folder));
  return [...folders, ...unpackedFolders].map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function download(packages: readonly string[], archives: string): boolean {
  const options = [
    `Dir::Cache::archives=${archives}/`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=',
    'Acquire::http::Timeout=10',
  ];
  const what = ['install', '--download-only', '-y', '-qq', '--no-install-recommends', ...packages];
  return run('apt-get', ...options.flatMap((option) => ['-o', option]), ...what) === 0;
}

function hasApt(): boolean {
  return existsSync('/usr/bin/apt-get');
}

function mayBeRoot(): boolean {
  return isRoot() || spawnSync('sudo', ['-n', 'true']).status === 0;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function asRoot(...command: [string, ...string[]]): void {
  if (isRoot()) run(...command);
  else run('sudo', '-n', ...command);
}

/** The exit code; `null` when there is no such program. */
function run(program: string, ...args: readonly string[]): number | null {
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status;
}
