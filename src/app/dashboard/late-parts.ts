// What hardly anybody needs at once, in one file: each further file that is loaded late splits what all of them share once more.
export { GapNoticeComponent } from './gap-notice.component';
export { EmptyStateComponent } from './empty-state.component';
export { WallComponent } from './wall.component';
