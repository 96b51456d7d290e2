import { Component, inject } from '@angular/core';

import { aReading, anAcknowledgement } from '../feed/backend.fake';
import { AlarmFavicon } from './alarm-favicon';
import { AlarmPage } from './alarm-page.fake';

@Component({ selector: 'vw-test-icon', template: '' })
class IconComponent {
  protected readonly favicon = inject(AlarmFavicon);
}

describe('AlarmFavicon', () => {
  let page: AlarmPage<IconComponent>;
  let link: HTMLLinkElement;

  beforeEach(() => {
    link = document.createElement('link');
    link.rel = 'icon';
    document.head.prepend(link);
    page = new AlarmPage(IconComponent);
  });
  afterEach(() => {
    page.end();
    link.remove();
  });

  const icon = (): string => decodeURIComponent(link.getAttribute('href') ?? '');

  it('counts the open alarms, red until they are acknowledged, and is plain again when there are none', () => {
    page.start();
    page.pass(1_000);
    expect(icon()).toBe('favicon.svg');
    const alarm = page.raise();
    page.pass(1_000);
    expect(icon()).toContain('>1</text>');
    expect(icon()).toContain('#b0281a');
    page.backend.acknowledge(anAcknowledgement({ alarm }));
    page.pass(1_100);
    expect(icon()).not.toContain('#b0281a');
    page.backend.send(aReading({ status: 'normal', temperature: '36.6C', takenAt: '2026-11-20T09:16:00.000Z' }));
    page.pass(1_100);
    expect(icon()).toBe('favicon.svg');
  });

  it('is drawn at most once a second', () => {
    page.start();
    page.pass(2_000);
    page.raise({ rfid: 'R1' });
    page.raise({ rfid: 'R2' });
    expect(icon()).toContain('>1</text>');
    page.pass(1_000);
    expect(icon()).toContain('>2</text>');
  });
});
