import { anAcknowledgement, anAlarm } from '../feed/backend.fake';
import { formatTime } from '../formats/times';
import { AlarmPage } from './alarm-page.fake';
import { SeenNoticesComponent } from './seen-notices.component';

describe('SeenNoticesComponent', () => {
  let page: AlarmPage<SeenNoticesComponent>;

  function open(...given: Parameters<AlarmPage<SeenNoticesComponent>['start']>): void {
    page = new AlarmPage(SeenNoticesComponent);
    page.start(...given);
  }

  afterEach(() => page.end());

  it('tells who has acknowledged an alarm, when and with what note, and goes after a while', () => {
    open([anAlarm()]);
    expect(page.text('[role=status]')).toBe('');
    page.backend.acknowledge(anAcknowledgement({ note: 'Paracetamol 1 g' }));
    page.pass(100);
    const time = formatTime(Date.parse(anAcknowledgement().at));
    expect(page.text('[role=status] p')).toBe(
      `✓ Fever of Mass Roy acknowledged at ${time} by this machine (no sign-in): “Paracetamol 1 g”`,
    );
    page.pass(10_000);
    expect(page.text('[role=status]')).toBe('');
  });

  it('tells once of what the server answers to this page and the stream brings again', () => {
    open([anAlarm()]);
    page.store.acknowledged(anAcknowledgement({ by: 'Ada' }));
    page.pass(5_000);
    page.backend.acknowledge(anAcknowledgement({ by: 'Ada' }));
    page.pass(100);
    expect(page.texts('p').length).toBe(1);
    page.pass(6_000);
    expect(page.texts('p')).toEqual([]);
  });

  it('tells of the latest three when many are acknowledged together', () => {
    const alarms = Array.from({ length: 50 }, (_, index) =>
      anAlarm({ alarm: `k3f9-${index}`, rfid: `R${index}`, name: `Person ${index}` }),
    );
    open(alarms);
    for (const { alarm, rfid } of alarms) page.backend.acknowledge(anAcknowledgement({ alarm, rfid }));
    page.pass(100);
    expect(page.texts('p').map((text) => /Person \d+/.exec(text)?.[0])).toEqual([
      'Person 47',
      'Person 48',
      'Person 49',
    ]);
  });
});
