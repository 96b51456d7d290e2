import { encodeAcknowledgement } from '@contract/alarm-wire';
import { encodeReading } from '@contract/wire';

import { aReading } from './backend.fake';
import { parseFeedEvent } from './feed-event';

describe('parseFeedEvent', () => {
  const id = 'k3f9-11';

  it('reads a reading', () => {
    const reading = aReading({ alarm: 'k3f9-7' });
    expect(parseFeedEvent({ type: 'message', id, data: encodeReading(reading) })).toEqual({
      kind: 'reading',
      id,
      reading,
    });
  });

  it('reads an acknowledgement', () => {
    const acknowledgement = { alarm: 'k3f9-7', rfid: 'R1', by: 'local', note: '', at: '2026-11-20T09:15:00.000Z' };
    const data = JSON.stringify(encodeAcknowledgement(acknowledgement));
    expect(parseFeedEvent({ type: 'acknowledgement', id, data })).toEqual({
      kind: 'acknowledgement',
      id,
      acknowledgement,
    });
  });

  it('reads nothing where there is nothing to be read', () => {
    for (const type of ['message', 'acknowledgement'])
      for (const data of ['', '{"Alarm":', 'null', '7', '{}', '{"Alarm":7}'])
        expect(parseFeedEvent({ type, id, data })).toBeUndefined();
  });
});
