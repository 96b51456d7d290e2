import { LANGUAGE } from '../formats/durations';
import { formatCount } from '../formats/numbers';

const pluralRules = new Intl.PluralRules(LANGUAGE);
const conjunction = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });

/** One text per plural category of the language (CLDR); `other` is the fallback. `#` stands for the formatted count. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Returns the text for a count: `plural(2, { one: '# alarm', other: '# alarms' })` is `2 alarms`. */
export function plural(count: number, forms: PluralForms): string {
  return (forms[pluralRules.select(count)] ?? forms.other).replaceAll('#', formatCount(count));
}

/** Joins items as a sentence lists them: `fever, hypothermia, and 3 more`. */
export function formatList(items: readonly string[]): string {
  return conjunction.format(items);
}
