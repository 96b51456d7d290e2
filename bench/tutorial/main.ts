import { provideZoneChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

import { TutorialComponent } from './tutorial.component';

bootstrapApplication(TutorialComponent, { providers: [provideZoneChangeDetection()] }).catch((error: unknown) =>
  reportError(error),
);
