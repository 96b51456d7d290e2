/** Scripts whose letters are joined, or kept apart, by U+200C and U+200D: Arabic and its relatives, then those of India and near it. */
const JOINING_SCRIPTS = [
  ...['Arab', 'Syrc', 'Mand', 'Nkoo', 'Adlm', 'Rohg', 'Mong', 'Phag'],
  ...['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt'],
  ...['Java', 'Bali', 'Sund', 'Cakm', 'Mtei', 'Newa', 'Sylo'],
]
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');

const JOINER = String.raw`[\u200c\u200d]`;
const MARK = String.raw`[\p{M}&&[${JOINING_SCRIPTS}]]`;
const LETTER = String.raw`[[\p{L}\p{M}]&&[${JOINING_SCRIPTS}]]`;

/** [spec] UTS #51, ED-13 to ED-17: an emoji with its variation or skin tone. */
const EMOJI = String.raw`\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\p{Emoji_Modifier})?`;

/** Where characters that no screen shows change how their neighbours look, so that writing needs them. */
const NEEDED = [
  // [spec] UTS #51, ED-14a: the flag of England is a black flag and the tags g, b, e, n, g, end.
  String.raw`\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,7}\u{e007f}`,
  String.raw`${EMOJI}(?:\u200d${EMOJI})*`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  String.raw`(?<=${MARK})${JOINER}`,
  String.raw`(?<=${LETTER})${JOINER}(?=${LETTER})`,
  // Variants of a Han character, which Japanese names differ in.
  String.raw`(?<=\p{Ideographic})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=\p{sc=Mong})(?:[\u180b-\u180d\u180f]|\u180e(?=\p{sc=Mong}))`,
  String.raw`(?<=[\p{sc=Mymr}\p{sc=Phag}])\ufe00`,
];

/** Zero-width characters, overrides of the direction, tags, variations, line separators, marks of annotations. */
const HIDDEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb]`;

const NEEDED_OR_HIDDEN = new RegExp(`${NEEDED.join('|')}|(?<hidden>${HIDDEN})`, 'gv');

/** Texts in Latin letters, where there is nothing to look for: the search costs 3 µs, which every reading would pay. */
const LATIN = /^[ -~\u00a0-\u00ac\u00ae-\u02ff]*$/;

/** Letters, digits, signs and symbols, less those that are drawn as nothing (BRAILLE PATTERN BLANK, NULL NOTEHEAD). */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}\p{Co}\p{Cn}]--[\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]]/v;

/**
 * The first character that no screen shows and the writing doesn't need, as `U+200B`: with such characters one name passes for
 * another, or is read backwards. Joiners and variations are no such where a script or an emoji has them.
 */
export function findHidden(text: string): string | undefined {
  if (LATIN.test(text)) return undefined;
  for (const { groups } of text.matchAll(NEEDED_OR_HIDDEN)) {
    const hidden = groups?.['hidden'];
    if (hidden !== undefined) return codePointName(hidden);
  }
  return undefined;
}

/** The text with those characters written out, as `⟨U+202E⟩`. */
export function revealHidden(text: string): string {
  return text.replace(NEEDED_OR_HIDDEN, (found: string, hidden?: string) =>
    hidden === undefined ? found : `⟨${codePointName(hidden)}⟩`,
  );
}

/** Whether a reader sees anything of the text: spaces, joiners and marks alone are nothing. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

function codePointName(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, '0')}`;
}
