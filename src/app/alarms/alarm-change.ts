import type { Acknowledgement, Alarm } from '@contract/alarm';

/** What an event of the log means for alarms. `id` is the event's position; '' for what the server has answered to ourselves. */
export type AlarmChange =
  | { readonly kind: 'raised'; readonly id: string; readonly alarm: Alarm }
  /** One more reading of an alarm that is open. */
  | { readonly kind: 'carried'; readonly id: string; readonly alarm: string; readonly temperature: string }
  | { readonly kind: 'ended'; readonly id: string; readonly alarm: string; readonly at: string }
  | { readonly kind: 'acknowledged'; readonly id: string; readonly acknowledgement: Acknowledgement };
