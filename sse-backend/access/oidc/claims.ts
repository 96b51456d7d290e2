import { SCOPES, type Scope } from '../../contract/access.ts';
import { isVisible } from '../../contract/hidden-characters.ts';
import { isLongerThan, whyDeceptive } from '../../contract/text.ts';

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

const LONGEST_NAME = 200;

/** `read`, or `vitalwire:read` and `vitalwire-read` where a provider has roles for several programs. */
const SCOPE_WORD = new RegExp(`^(?:vitalwire[:-])?(${SCOPES.join('|')})$`);

/**
 * The scopes in a claim, a string of words or a list of them, of which those that aren't ours are passed over. Dots in its
 * name lead into objects, as in `realm_access.roles`.
 */
export function scopesIn(claims: Claims, name: string): ReadonlySet<Scope> {
  const value = claimAt(claims, name);
  const words: unknown = typeof value === 'string' ? value.split(' ') : value;
  if (!Array.isArray(words)) return new Set();
  const scopes = words.map((word) => SCOPE_WORD.exec(String(word))?.[1] as Scope | undefined);
  return new Set(scopes.filter((scope) => scope !== undefined));
}

/** How to name somebody: as the provider's own administrators do, if it says so. */
export function nameIn({ preferred_username: username, email, email_verified: isVerified, sub }: Claims): string {
  const names = [username, isVerified === true ? email : undefined, sub];
  return names.find(isName)?.normalize('NFC') ?? 'somebody';
}

/** Names may have dots themselves (`https://example.org/roles`, a client `ward.app`), so every way to split them is tried. */
function claimAt(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = new Map(Object.entries(value));
  if (members.has(name)) return members.get(name);
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const found = claimAt(members.get(name.slice(0, dot)), name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isName(value: unknown): value is string {
  if (typeof value !== 'string' || isLongerThan(value, LONGEST_NAME)) return false;
  return isVisible(value) && whyDeceptive(value) === undefined;
}
