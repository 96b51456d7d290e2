/** A Notification whose browser is the test. */
export class FakeNotification {
  static permission: NotificationPermission = 'default';
  /** What whoever is asked for permission will say. */
  static answer: NotificationPermission = 'granted';
  /** Those that are on the screen: one a tag. */
  /** How many were noticed: one that replaces another is not, unless it asks for that. */
  static noticed = 0;
  static readonly shown = new Map<string, FakeNotification>();

  readonly title: string;
  readonly body: string | undefined;
  readonly tag: string;
  onclick: (() => void) | null = null;

  constructor(title: string, { tag = '', body, renotify = false }: NotificationOptions & { renotify?: boolean }) {
    if (renotify || !FakeNotification.shown.has(tag)) FakeNotification.noticed += 1;
    this.title = title;
    this.body = body;
    this.tag = tag;
    FakeNotification.shown.set(tag, this);
  }

  static reset(): void {
    FakeNotification.permission = 'default';
    FakeNotification.answer = 'granted';
    FakeNotification.shown.clear();
    FakeNotification.noticed = 0;
  }

  static requestPermission(): Promise<NotificationPermission> {
    FakeNotification.permission = FakeNotification.answer;
    return Promise.resolve(FakeNotification.permission);
  }

  static get titles(): string[] {
    return [...FakeNotification.shown.values()].map(({ title }) => title);
  }

  close(): void {
    FakeNotification.shown.delete(this.tag);
  }
}
