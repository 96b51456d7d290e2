#!/usr/bin/env node
// The command `vitalwire`: runs server.ts on a Node that can run it. Plain JavaScript, so that an older Node can say what to do.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const isWindows = process.platform === 'win32';
const server = fileURLToPath(new URL('server.ts', import.meta.url));
const node = findNode();

if (node === undefined) {
  console.error(
    `Vitalwire needs Node 24.15 or newer and this is Node ${process.versions.node}: ` +
      'install it from nodejs.org, or run `npm start` in the folder above, which brings its own.',
  );
  process.exitCode = 1;
} else if (node === process.execPath) {
  await import('./server.ts');
} else {
  run(node);
}

/** Returns this Node if it is recent enough, else the one that the project's packages include, else undefined. */
function findNode() {
  if (isRecentEnough(process.versions.node)) return process.execPath;
  const installed = fileURLToPath(new URL(`../node_modules/.bin/node${isWindows ? '.cmd' : ''}`, import.meta.url));
  const { stdout } = spawnSync(installed, ['-p', 'process.versions.node'], { encoding: 'utf8', shell: isWindows });
  return stdout && isRecentEnough(stdout.trim()) ? installed : undefined;
}

function isRecentEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 26 || (major === 24 && minor >= 15);
}

/** Runs the server in place of this process: same arguments, streams and signals, same exit code. */
function run(program) {
  const child = spawn(program, [server, ...process.argv.slice(2)], { stdio: 'inherit', shell: isWindows });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}
