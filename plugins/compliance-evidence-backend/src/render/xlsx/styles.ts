import { attributes, elements } from './xml';

/** What a cell's number format makes of a value. */
export type CellKind = 'text' | 'number' | 'date';

/** The kinds of the cell styles of a workbook, by their index. */
export function cellKinds(stylesXml: string): CellKind[] {
  const codes = new Map(
    elements(stylesXml, 'numFmt').map(({ tag }) => [
      Number(tag.numFmtId),
      tag.formatCode ?? '',
    ]),
  );
  const [cellXfs] = elements(stylesXml, 'cellXfs');
  return [...(cellXfs?.inner ?? '').matchAll(/<xf\s([^>]*?)\/?>/g)].map(
    ([, tag]) => {
      const id = Number(attributes(tag).numFmtId ?? 0);
      const code = codes.get(id);
      return code === undefined ? builtInKind(id) : kindOfCode(code);
    },
  );
}

function builtInKind(id: number): CellKind {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36)) return 'date';
  if ((id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return 'date';
  return id === 0 || id === 49 ? 'text' : 'number';
}

function kindOfCode(code: string): CellKind {
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[(?!h|m|s)[^\]]*\]/gi, '');
  if (/[ymdhs]/i.test(bare.replace(/general/gi, ''))) return 'date';
  return /[0#?]/.test(bare) ? 'number' : 'text';
}

/** The styles that the sheet about the data needs, added to those of the template. */
export function withOwnStyles(stylesXml: string): {
  xml: string;
  heading: number;
  wrapped: number;
} {
  const fonts = countOf(stylesXml, 'fonts');
  const xfs = countOf(stylesXml, 'cellXfs');
  const xml = added(
    added(stylesXml, 'fonts', '<font><b/><sz val="11"/></font>', 1),
    'cellXfs',
    `<xf numFmtId="49" fontId="${fonts}" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/>` +
      '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">' +
      '<alignment vertical="top" wrapText="1"/></xf>',
    2,
  );
  return { xml, heading: xfs, wrapped: xfs + 1 };
}

function countOf(xml: string, list: 'fonts' | 'cellXfs'): number {
  const item = list === 'fonts' ? /<font(?:\s|>|\/)/g : /<xf(?:\s|>|\/)/g;
  const [found] = elements(xml, list);
  return found?.inner.match(item)?.length ?? 0;
}

function added(xml: string, list: string, items: string, count: number) {
  const end = `</${list}>`;
  if (!xml.includes(end)) {
    throw new Error(
      `The template's styles have no ${list}: save it once with a spreadsheet program`,
    );
  }
  return xml
    .replace(end, () => `${items}${end}`)
    .replace(
      new RegExp(`(<${list}\\b[^>]*?\\bcount=")(\\d+)`),
      (_, head, old) => `${head}${Number(old) + count}`,
    );
}
