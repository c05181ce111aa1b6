import path from 'path';
import { unzipSync } from 'fflate';
import { attributes, elements, escapeXml, runsText } from './xml';

const LARGEST_TEMPLATE = 64 * 1024 * 1024;
const SHEET_TYPE =
  'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const SHEET_RELATION =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';

class TooLarge extends Error {}

/** The parts of a workbook, with what finds one from another. */
export class Workbook {
  private readonly parts: Map<string, Uint8Array | string>;
  /** The path of the part of each sheet, by its name. */
  readonly sheets: ReadonlyMap<string, string>;
  readonly sharedStrings: readonly string[];

  /** @throws Error where the bytes are no workbook that can be filled */
  constructor(bytes: Uint8Array, file: string) {
    this.parts = new Map(Object.entries(unzipped(bytes, file)));
    const workbook = this.demand('xl/workbook.xml', file);
    const relations = new Map(
      elements(
        this.demand('xl/_rels/workbook.xml.rels', file),
        'Relationship',
      ).map(({ tag }) => [tag.Id, tag.Target]),
    );
    this.demand('xl/styles.xml', file);
    this.sheets = new Map(
      elements(workbook, 'sheet').map(({ tag }) => [
        tag.name,
        resolved('xl', relations.get(tag['r:id']) ?? ''),
      ]),
    );
    if (this.sheets.size === 0) {
      throw new Error(
        `${file} names no sheet in the usual form: save it once with a spreadsheet program`,
      );
    }
    this.sharedStrings = this.parts.has('xl/sharedStrings.xml')
      ? elements(this.text('xl/sharedStrings.xml'), 'si').map(({ inner }) =>
          runsText(inner),
        )
      : [];
  }

  paths(): string[] {
    return [...this.parts.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  part(name: string): Uint8Array {
    const part = this.parts.get(name);
    if (part === undefined) throw new Error(`The workbook has no ${name}`);
    return typeof part === 'string' ? Buffer.from(part) : part;
  }

  text(name: string): string {
    const part = this.parts.get(name);
    if (part === undefined) throw new Error(`The workbook has no ${name}`);
    return typeof part === 'string' ? part : Buffer.from(part).toString('utf8');
  }

  change(name: string, change: (xml: string) => string): void {
    this.parts.set(name, change(this.text(name)));
  }

  /** The tables on a sheet, as paths of their parts. */
  tablesOf(sheetPath: string): string[] {
    const folder = path.posix.dirname(sheetPath);
    const rels = `${folder}/_rels/${path.posix.basename(sheetPath)}.rels`;
    if (!this.parts.has(rels)) return [];
    return elements(this.text(rels), 'Relationship')
      .filter(({ tag }) => tag.Type?.endsWith('/table'))
      .map(({ tag }) => resolved(folder, tag.Target))
      .filter(part => this.parts.has(part));
  }

  /** Adds a sheet at the end. @returns the name it got, where another has its own already */
  addSheet(wanted: string, xml: string): string {
    const taken = new Set(
      [...this.sheets.keys()].map(each => each.toLowerCase()),
    );
    let name = wanted;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted} ${i}`;
    const part = 'xl/worksheets/countersign.xml';
    this.parts.set(part, xml);
    const ids = elements(this.text('xl/workbook.xml'), 'sheet').map(({ tag }) =>
      Number(tag.sheetId),
    );
    const relation = 'rIdCountersign';
    this.change('xl/workbook.xml', workbook =>
      workbook.replace(
        '</sheets>',
        () =>
          `<sheet name="${escapeXml(name)}" sheetId="${
            Math.max(...ids) + 1
          }" r:id="${relation}"/></sheets>`,
      ),
    );
    this.change('xl/_rels/workbook.xml.rels', rels =>
      rels.replace(
        '</Relationships>',
        () =>
          `<Relationship Id="${relation}" Type="${SHEET_RELATION}" Target="worksheets/countersign.xml"/></Relationships>`,
      ),
    );
    this.change('[Content_Types].xml', types =>
      types.replace(
        '</Types>',
        () =>
          `<Override PartName="/${part}" ContentType="${SHEET_TYPE}"/></Types>`,
      ),
    );
    return name;
  }

  /** Whoever opens the workbook counts its formulas again. */
  recalculateOnOpen(): void {
    this.change('xl/workbook.xml', workbook => {
      const calcPr = /<calcPr\b[^>]*?\/>|<calcPr\b[^>]*?>[\s\S]*?<\/calcPr>/;
      const found = calcPr.exec(workbook)?.[0];
      const { fullCalcOnLoad: _, ...kept } = found ? attributes(found) : {};
      const tag = `<calcPr${Object.entries({ ...kept, fullCalcOnLoad: '1' })
        .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
        .join('')}/>`;
      if (found) return workbook.replace(calcPr, () => tag);
      const after = ['</definedNames>', '</externalReferences>', '</sheets>'];
      const end = after.find(each => workbook.includes(each)) ?? '</sheets>';
      return workbook.replace(end, () => `${end}${tag}`);
    });
  }

  private demand(name: string, file: string): string {
    if (!this.parts.has(name)) {
      throw new Error(`${file} is no workbook (.xlsx): it has no ${name}`);
    }
    return this.text(name);
  }
}

function unzipped(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  let size = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        if (size > LARGEST_TEMPLATE) throw new TooLarge();
        return !name.endsWith('/');
      },
    });
  } catch (error) {
    throw new Error(
      error instanceof TooLarge
        ? `${file} holds more than ${LARGEST_TEMPLATE / 2 ** 20} MB`
        : `${file} is no workbook (.xlsx): ${(error as Error).message}`,
    );
  }
}

function resolved(folder: string, target: string): string {
  return target.startsWith('/')
    ? target.slice(1)
    : path.posix.join(folder, target);
}
