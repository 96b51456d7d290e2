import { DestroyRef, DOCUMENT, effect, inject, NgZone, Service, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { type AlarmCall, AlarmCalls } from './alarm-calls';
import { AlarmSettingsStore } from './alarm-settings.store';
import { AUDIO_CONTEXT_FACTORY } from './audio-context';
import { playTones } from './tones';

/** Whether a call would be heard. `waiting`: the browser allows sound only after a click or a key. */
export type SoundState = 'off' | 'ready' | 'waiting' | 'unsupported';

/** What the browser takes for somebody's being there. */
const GESTURES = ['pointerup', 'keydown'] as const;

/** Lets alarms be heard, where that is turned on. */
@Service()
export class AlarmSound {
  private readonly createContext = inject(AUDIO_CONTEXT_FACTORY);
  private readonly calls = inject(AlarmCalls).calls;
  private readonly settings = inject(AlarmSettingsStore);
  private readonly document = inject(DOCUMENT);
  private readonly zone = inject(NgZone);

  private readonly stateSignal = signal<SoundState>('off');
  private context: AudioContext | undefined;

  readonly state = this.stateSignal.asReadonly();

  constructor() {
    this.calls.pipe(takeUntilDestroyed()).subscribe(({ kind }) => this.play(kind));
    effect(() => this.turn(this.settings.isSoundOn()));
    const gesture = (): void => this.resume();
    this.zone.runOutsideAngular(() => {
      for (const type of GESTURES) this.document.addEventListener(type, gesture);
    });
    inject(DestroyRef).onDestroy(() => {
      for (const type of GESTURES) this.document.removeEventListener(type, gesture);
      void this.context?.close();
    });
  }

  /** Plays the tones of a new alarm, so that one knows them. */
  test(): void {
    this.resume();
    if (this.context) playTones(this.context, 'new');
  }

  private play(kind: AlarmCall['kind']): void {
    // Tones for a context that waits would wait with it, and come all at once with the first click.
    if (this.context?.state === 'running') playTones(this.context, kind);
  }

  private turn(isOn: boolean): void {
    if (isOn) this.context ??= this.open();
    else void this.context?.suspend();
    untracked(() => this.look());
    if (isOn) this.resume();
  }

  private open(): AudioContext | undefined {
    const context = this.createContext();
    // The browser tells when it lets the sound through, or takes it away (a headset unplugged, a call on a phone).
    if (context) context.onstatechange = () => this.look();
    return context;
  }

  private resume(): void {
    const { context } = this;
    if (!context || !this.settings.isSoundOn() || context.state === 'running') return;
    // Without a gesture it stays pending until there is one; what comes of it is told by `statechange`.
    context.resume().then(
      () => this.look(),
      () => this.look(),
    );
  }

  private look(): void {
    this.stateSignal.set(this.currentState());
  }

  private currentState(): SoundState {
    if (!this.settings.isSoundOn()) return 'off';
    if (!this.context) return 'unsupported';
    return this.context.state === 'running' ? 'ready' : 'waiting';
  }
}
