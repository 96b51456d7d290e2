import { Component } from '@angular/core';

@Component({
  selector: 'vw-alarm-history',
  template: '<h1>Alarms</h1>',
})
export class AlarmHistoryComponent {}
