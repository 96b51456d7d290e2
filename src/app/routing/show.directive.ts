import { Directive, effect, inject, input, type Type, ViewContainerRef } from '@angular/core';

/** Shows a component that was loaded late: `<ng-container [vwShow]="component" />`. `undefined` shows nothing. */
@Directive({ selector: '[vwShow]' })
export class ShowDirective {
  private readonly place = inject(ViewContainerRef);

  readonly component = input.required<Type<unknown> | undefined>({ alias: 'vwShow' });

  constructor() {
    effect(() => {
      const component = this.component();
      this.place.clear();
      if (component) this.place.createComponent(component);
    });
  }
}
