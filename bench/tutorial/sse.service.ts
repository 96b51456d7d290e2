import { inject, NgZone, Service } from '@angular/core';
import { Observable } from 'rxjs';

/** What the usual tutorial on Server-Sent Events with Angular arrives at: one `zone.run` per message. */
@Service()
export class TutorialSseService {
  private readonly zone = inject(NgZone);

  getServerSentEvent(url: string): Observable<MessageEvent<string>> {
    return new Observable((observer) => {
      const eventSource = new EventSource(url);
      eventSource.onmessage = (event: MessageEvent<string>) => this.zone.run(() => observer.next(event));
      eventSource.onerror = (error) => this.zone.run(() => observer.error(error));
      return () => eventSource.close();
    });
  }
}
