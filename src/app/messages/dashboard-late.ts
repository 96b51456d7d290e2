// What those parts of the overview say that are loaded late.
import { formatCount } from '../formats/numbers';

/** Nobody has been measured yet. */
export const EMPTY_TEXT = {
  heading: 'No readings yet',
  text: 'Send the first one; it appears here by itself:',
  command: 'Command that sends a reading',
  demo: ['Or start the server with ', ' for made-up readings.'],
} as const;

/** The overview on a wall. */
export const WALL_TEXT = {
  label: 'Everyone who fits, worst first',
  asOf: 'As of',
  more: (fever: number, hypothermia: number) => {
    const parts = [
      fever > 0 ? `${formatCount(fever)} more with fever` : '',
      hypothermia > 0 ? `${formatCount(hypothermia)} more with hypothermia` : '',
    ].filter((part) => part !== '');
    return parts.length > 0 ? `and ${parts.join(', ')}` : '';
  },
  leave: 'Esc or F leaves the full screen',
} as const;

/** What is done about a gap. */
export const GAP_TEXT = {
  isComplete: "Everyone's latest reading was loaded afresh, so the table is complete.",
  isLoading: "Loading everyone's latest reading afresh…",
  dismiss: 'Dismiss',
} as const;
