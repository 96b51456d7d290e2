import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A token's two halves: by the first it is found, the second proves it. */
export interface TokenParts {
  readonly id: string;
  readonly secret: string;
}

// RFC 4648 section 6, in lower case: no letter that is easily mistaken for another.
const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 8;
const SECRET_BYTES = 32;

const TOKEN = /^vw_([a-z2-7]{8})_([A-Za-z0-9_-]{43})$/;

/** Draws a token. Its prefix makes it known to those who scan files for secrets. */
export function drawToken(): TokenParts {
  const id = Array.from({ length: ID_LENGTH }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join('');
  return { id, secret: randomBytes(SECRET_BYTES).toString('base64url') };
}

/** `vw_<id>_<secret>`, as its owner gets it. */
export function formatToken({ id, secret }: TokenParts): string {
  return `vw_${id}_${secret}`;
}

/** The halves of what may be a token; `undefined` for any other text. */
export function parseToken(text: string): TokenParts | undefined {
  const [, id, secret] = TOKEN.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** What is stored of a secret. It has 256 random bits, so that nothing slower is needed against guessing. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
