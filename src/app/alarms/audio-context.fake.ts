/** An AudioContext in the hands of a test: it counts what would be heard. */
export class FakeAudioContext {
  static readonly made: FakeAudioContext[] = [];
  /** Whether the browser has seen somebody click. */
  static hasGesture = false;

  state: AudioContextState = 'suspended';
  readonly currentTime = 0;
  readonly destination = {};
  /** The pitch of each tone, in Hz. */
  readonly tones: number[] = [];
  onstatechange: (() => void) | null = null;

  constructor() {
    FakeAudioContext.made.push(this);
  }

  /** Forgets the ones of the tests before. */
  static reset(): void {
    FakeAudioContext.made.length = 0;
    FakeAudioContext.hasGesture = false;
  }

  async resume(): Promise<void> {
    if (!FakeAudioContext.hasGesture) return new Promise(() => {});
    this.state = 'running';
    this.onstatechange?.();
    return Promise.resolve();
  }

  suspend(): Promise<void> {
    this.state = 'suspended';
    this.onstatechange?.();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.state = 'closed';
    return Promise.resolve();
  }

  createGain(): object {
    const gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} };
    return { gain, connect: () => {} };
  }

  createOscillator(): object {
    const { tones } = this;
    const frequency = { value: 0 };
    return {
      frequency,
      connect: (next: object) => next,
      start: () => tones.push(frequency.value),
      stop: () => {},
    };
  }
}
