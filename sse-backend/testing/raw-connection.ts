import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A connection on which a test writes what it likes and sees every byte that comes back. */
export class RawConnection {
  /** All bytes so far, each as one character. */
  text = '';
  /** Resolves when the server has closed it. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  #isReading = false;
  #wake = Promise.withResolvers<void>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
    // A server that refuses may cut the connection while we still write.
    socket.on('error', () => undefined);
  }

  /** Connects, for as long as the test lasts; reads nothing before {@link read}. */
  static async openFor(test: TestContext, port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    test.after(() => socket.destroy());
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  /** Sends a request with nothing but the fields that every server asks for, and further ones. */
  request(line: string, ...fields: string[]): this {
    return this.write([line, 'Host: localhost', ...fields, '', ''].join('\r\n'));
  }

  write(bytes: string | Buffer): this {
    this.#socket.write(bytes);
    return this;
  }

  /** Begins to read. */
  read(): this {
    if (this.#isReading) return this;
    this.#isReading = true;
    this.#socket.setEncoding('latin1').on('data', (text: string) => {
      this.text += text;
      this.#wake.resolve();
      this.#wake = Promise.withResolvers();
    });
    return this;
  }

  /** Waits until what has come fulfils a condition. @throws Error when the connection ends before */
  async until(isFulfilled: (text: string) => boolean): Promise<string> {
    const closed = this.closed.then(() => 'closed');
    while (!isFulfilled(this.text)) {
      const end = await Promise.race([this.#wake.promise, closed]);
      if (end === 'closed' && !isFulfilled(this.text)) {
        throw new Error(`The connection ended before: ${this.text.slice(-500)}`);
      }
    }
    return this.text;
  }

  /** Everything up to the connection's end. */
  async toEnd(): Promise<string> {
    this.read();
    await this.closed;
    return this.text;
  }

  /** Closes this side of the connection, and goes on reading. */
  halfClose(): void {
    this.#socket.end();
  }

  /** Resets the connection, as a client that crashed does. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** Cuts the connection. */
  cut(): void {
    this.#socket.destroy();
  }
}
