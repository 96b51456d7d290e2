/** Why the server can't start, in one line that says what to do; the process ends with exit code 2. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
