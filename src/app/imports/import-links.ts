/** The page of all imports. */
export const IMPORTS_HREF = '/imports';

/** An import's page. */
export function importHref(id: string): string {
  return `${IMPORTS_HREF}/${id}`;
}
