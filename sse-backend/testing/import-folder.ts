import { existsSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { QueueFiles } from '../imports/queue-parts.ts';
import { tempFolder } from './temp-folder.ts';

/** Files to be imported, in a folder of the test's own. */
export class ImportFolder implements QueueFiles {
  readonly #folder: string;
  readonly #waiting = new Set<() => void>();
  /** Bytes free on its disk. */
  free = Infinity;

  constructor(t: TestContext) {
    this.#folder = tempFolder(t);
  }

  /** Its size in bytes. */
  write(id: string, content: string | Uint8Array): number {
    writeFileSync(this.pathOf(id), content);
    return Buffer.byteLength(content);
  }

  has(id: string): boolean {
    return existsSync(this.pathOf(id));
  }

  /** Resolves when a file has been removed. */
  async gone(id: string): Promise<void> {
    while (this.has(id)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  pathOf(id: string): string {
    return join(this.#folder, `${id}.csv`);
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(this.free);
  }

  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    const found = (await readdir(this.#folder)).map((name) => name.replace('.csv', ''));
    await Promise.all(found.filter((id) => !ids.has(id)).map((id) => this.remove(id)));
  }
}
