import { StartError } from '../start-error.ts';
import { isLoopbackName } from './guard.ts';

/** Beyond this machine a server without tokens would be open to everyone. @throws StartError */
export function refuseOpenDoor(host: string): void {
  if (isLoopbackName(host) || host === '::1') return;
  throw new StartError(`--host ${host} is reachable from other machines, and there are no tokens yet; use 127.0.0.1.`);
}
