import type { Openness } from './exposure.ts';
import type { Lease } from './lease.ts';
import { ANONYMOUS, LOCAL, type Principal } from './principal.ts';

/**
 * Whose all requests are while nobody has to sign in; undefined once somebody has to. What was begun without a sign-in ends
 * with `open`: the first token closes the door also behind those who are in.
 */
export function residentsOf(openness: () => Openness, open: Lease): () => Principal | undefined {
  const local: Principal = { ...LOCAL, lease: open };
  const anonymous: Principal = { ...ANONYMOUS, lease: open };
  return () => {
    switch (openness()) {
      case 'local':
        return local;
      case 'anonymous':
        return anonymous;
      case 'signed-in':
        return undefined;
    }
  };
}
