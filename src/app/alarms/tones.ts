import type { AlarmCall } from './alarm-calls';

/** In Hz: upwards for what is new, downwards for what still waits. Both are where small loudspeakers and older ears are good. */
const PITCHES: Record<AlarmCall['kind'], readonly number[]> = { new: [880, 1175], reminder: [1175, 880] };

const TONE_S = 0.16;
const PAUSE_S = 0.06;

/** Loud enough for a room, and not distorted by small loudspeakers. */
const LOUDNESS = 0.25;

/** A tone that begins or ends at once clicks. */
const RAMP_S = 0.015;

/** Plays the two tones of a call, now. */
export function playTones(context: AudioContext, kind: AlarmCall['kind']): void {
  PITCHES[kind].forEach((hertz, index) => playTone(context, hertz, context.currentTime + index * (TONE_S + PAUSE_S)));
}

function playTone(context: AudioContext, hertz: number, at: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + RAMP_S);
  gain.gain.setValueAtTime(LOUDNESS, at + TONE_S - RAMP_S);
  gain.gain.linearRampToValueAtTime(0, at + TONE_S);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_S);
}
