/** What XML 1.0 cannot hold, halves of surrogate pairs, and what a spreadsheet would read as such an escape. */
const ESCAPED =
  /(?![\t\n\u007F-\u009F])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const MARKUP = /[&<>"]/g;
/** Most texts of a large sheet have none of these, and are left as they are. */
const UNUSUAL = /[&<>"_\uFFFE\uFFFF]|\p{Cc}|\p{Cs}/u;
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for an element or attribute of a workbook; what XML cannot hold is written `_xHHHH_`, as spreadsheets read it. */
export function escapeXml(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .replace(
      ESCAPED,
      letter =>
        `_x${letter
          .charCodeAt(0)
          .toString(16)
          .toUpperCase()
          .padStart(4, '0')}_`,
    )
    .replace(MARKUP, letter => entities[letter]);
}

/** The text that an element or attribute holds. */
export function unescapeXml(text: string): string {
  return text
    .replace(/&#x([0-9A-Fa-f]+);/g, (_, code) =>
      String.fromCodePoint(parseInt(code, 16)),
    )
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

/** The attributes of a start tag. */
export function attributes(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, name, double, single]) => [name, unescapeXml(double ?? single)],
    ),
  );
}

/** All elements of a name that do not hold others of it: their attributes, and what is inside. */
export function elements(
  xml: string,
  name: string,
): { tag: Record<string, string>; inner: string; whole: string }[] {
  const pattern = new RegExp(
    `<${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${name}>)`,
    'g',
  );
  return [...xml.matchAll(pattern)].map(([whole, tag = '', inner = '']) => ({
    tag: attributes(tag),
    inner,
    whole,
  }));
}

/** The text of all runs in a string item or inline string, without phonetic hints. */
export function runsText(xml: string): string {
  return elements(xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, ''), 't')
    .map(({ inner }) => unescapeXml(inner))
    .join('');
}
