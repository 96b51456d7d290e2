import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CHUNK_TAIL, chunkHead } from './chunk.ts';

/** Where the bytes of one stream go. */
export interface Sink {
  /** Whether more should wait: what was handed over before hasn't been taken by the operating system yet. */
  readonly isFull: boolean;
  /** Bytes handed over and not yet taken by the operating system. */
  readonly pendingBytes: number;
  /** Bytes taken by the operating system so far. */
  readonly takenBytes: number;
  /** Sends frames for which an HTTP chunk has been made already. */
  sendChunk(chunk: Buffer, frames: Buffer): void;
  sendFrames(frames: Buffer): void;
  /** Calls back once, when it isn't full any more; never when the client goes away. */
  onceDrained(callback: () => void): void;
  /** Ends the stream cleanly after what was sent. */
  end(): void;
  /** Cuts the connection; what is pending is thrown away. */
  cut(): void;
}

/**
 * The sink of a response whose headers are out. For HTTP/1.1 ready-made chunks go straight to the socket: measured, that
 * costs a third less per event than `response.write`, which frames them anew for every client.
 */
export function openSink(response: ServerResponse): Sink {
  const { socket } = response;
  // A pipelined request has no socket until the answers before it are done; HTTP/1.0 knows no chunks.
  const isChunked = response.req.httpVersion === '1.1' && socket !== null;
  return isChunked ? new ChunkSink(response, socket) : new ResponseSink(response);
}

class ChunkSink implements Sink {
  readonly #response: ServerResponse;
  readonly #socket: Socket;

  constructor(response: ServerResponse, socket: Socket) {
    this.#response = response;
    this.#socket = socket;
  }

  get isFull(): boolean {
    return this.#socket.writableNeedDrain;
  }

  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  get takenBytes(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }

  sendChunk(chunk: Buffer): void {
    this.#socket.write(chunk);
  }

  sendFrames(frames: Buffer): void {
    this.#socket.cork();
    this.#socket.write(chunkHead(frames.length));
    this.#socket.write(frames);
    this.#socket.write(CHUNK_TAIL);
    this.#socket.uncork();
  }

  onceDrained(callback: () => void): void {
    this.#socket.once('drain', callback);
  }

  end(): void {
    this.#response.end();
  }

  cut(): void {
    this.#response.destroy();
  }
}

class ResponseSink implements Sink {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get isFull(): boolean {
    return this.#response.writableNeedDrain;
  }

  get pendingBytes(): number {
    return this.#response.writableLength;
  }

  get takenBytes(): number {
    return (this.#response.socket?.bytesWritten ?? 0) - this.#response.writableLength;
  }

  sendChunk(_chunk: Buffer, frames: Buffer): void {
    this.#response.write(frames);
  }

  sendFrames(frames: Buffer): void {
    this.#response.write(frames);
  }

  onceDrained(callback: () => void): void {
    this.#response.once('drain', callback);
  }

  end(): void {
    this.#response.end();
  }

  cut(): void {
    this.#response.destroy();
  }
}
