import { Component } from '@angular/core';

@Component({
  selector: 'vw-person-page',
  template: '<h1>Person</h1>',
})
export class PersonPageComponent {}
