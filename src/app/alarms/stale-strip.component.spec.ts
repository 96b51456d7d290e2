import { aReading } from '../feed/backend.fake';
import { AlarmPage } from './alarm-page.fake';
import { StaleStripComponent } from './stale-strip.component';

describe('StaleStripComponent', () => {
  let page: AlarmPage<StaleStripComponent>;

  beforeEach(() => (page = new AlarmPage(StaleStripComponent)));
  afterEach(() => page.end());

  it('says how many sensors are silent, leads to them, and goes by itself', () => {
    page.start([], { readings: [aReading(), aReading({ rfid: 'R2' })] });
    expect(page.text('aside')).toBe('');
    page.pass(60_000);
    expect(page.text('aside')).toBe('2 sensors without readings for over 1 min');
    expect(page.element.querySelector('a')?.getAttribute('href')).toBe('/?filter=stale');
    for (const rfid of ['R546546', 'R2']) page.backend.send(aReading({ rfid, takenAt: '2026-11-20T09:16:00.000Z' }));
    page.pass(100);
    expect(page.text('aside')).toBe('');
  });

  it('says nothing while the page is not live, as silence then says nothing', () => {
    page.start([], { readings: [aReading()] });
    page.pass(60_000);
    page.backend.stream.lose();
    page.pass(0);
    expect(page.text('aside')).toBe('');
  });
});
