import { Component } from '@angular/core';

@Component({
  selector: 'vw-connection-page',
  template: '<h1>Connection</h1>',
})
export class ConnectionPageComponent {}
