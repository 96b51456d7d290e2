import { FakeEventSource } from '../event-source.fake';

/** A server that answers streams by itself, as the real one would. Its log's epoch is `k3f9`; what happens to it is the test's. */
export class FakeLogServer {
  /** Whether nobody answers. */
  isDown = false;
  private readonly sources: FakeEventSource[] = [];
  private sequence = 10;
  private oldest = 0;
  /** The last event that each stream has brought. */
  private readonly reached = new Map<FakeEventSource, number>();

  /** The newest event's id. */
  get head(): string {
    return `k3f9-${this.sequence}`;
  }

  /** Streams that the server sees open. */
  get open(): readonly FakeEventSource[] {
    return this.sources.filter(({ readyState }) => readyState !== 2);
  }

  /** The place after which each stream was asked to go on, ever. */
  get asked(): readonly string[] {
    return this.sources.map(({ url }) => new URL(url).searchParams.get('lastEventId') ?? '');
  }

  /** Events are stored, and streamed together. */
  append(count = 1): void {
    const first = this.sequence + 1;
    this.sequence += count;
    for (const source of this.open) if (source.readyState === 1) this.stream(source, first);
  }

  /** The line is cut, and the browser is back at once. */
  cut(): void {
    for (const source of this.open) {
      source.lose();
      this.answer(source);
    }
  }

  /** The line is cut for so long that the log no longer keeps everything when the browser is back. */
  cutForLong(): void {
    this.sequence += 50;
    this.oldest = this.sequence - 20;
    this.cut();
  }

  /** A browser opens a stream. */
  openStream(url: string): FakeEventSource {
    const source = new FakeEventSource(url);
    this.sources.push(source);
    this.reached.set(source, Number(new URL(source.url).searchParams.get('lastEventId')?.split('-')[1]));
    // No server answers before the question is put.
    void Promise.resolve().then(() => this.answer(source));
    return source;
  }

  private answer(source: FakeEventSource): void {
    if (source.readyState === 2 || this.isDown) return;
    source.accept();
    const asked = this.reached.get(source)!;
    const place = Math.max(asked, this.oldest);
    const resumesAt = `k3f9-${place}`;
    const gap = { Requested: `k3f9-${asked}`, Reason: 'trimmed', OldestKept: resumesAt, ResumesAt: resumesAt };
    if (asked < this.oldest) source.gap(gap);
    source.heartbeat(resumesAt, { head: this.head, behind: this.sequence - place });
    this.stream(source, place + 1);
  }

  private stream(source: FakeEventSource, first: number): void {
    for (let sequence = first; sequence <= this.sequence; sequence += 1) source.message('', `k3f9-${sequence}`);
    this.reached.set(source, this.sequence);
  }
}
