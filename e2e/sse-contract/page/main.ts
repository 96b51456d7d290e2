import { EnvironmentInjector, provideZoneChangeDetection } from '@angular/core';
import { createApplication } from '@angular/platform-browser';

import { FollowedStreams } from './followed-streams';

declare global {
  /** Resolves once streams can be followed. */
  var followedStreams: Promise<FollowedStreams>;
}

globalThis.followedStreams = createApplication({ providers: [provideZoneChangeDetection()] }).then(
  ({ injector }) => new FollowedStreams(injector.get(EnvironmentInjector)),
);
