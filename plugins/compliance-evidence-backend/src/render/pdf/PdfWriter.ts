import { Readable } from 'stream';
import PDFDocument from 'pdfkit';

const MARGIN = 48;
const FOOTER = 28;
const INK = '#1a1a1a';
const MUTED = '#595959';
const RULE = '#c8c8c8';
const HEADER = '#eef2f7';

/** What the standard fonts of PDF have: Latin letters of western Europe and a few signs. */
const STANDARD =
  /[\u0020-\u007E\u00A0-\u00FF\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u017D\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u017E\u0178\n]/;

interface Glyphs {
  hasGlyphForCodePoint(code: number): boolean;
}

/** A column of a table: its part of the width. */
export interface PdfColumn {
  title: string;
  share: number;
}

/** A PDF of headings, paragraphs and tables, whose bytes follow from what is written. */
export class PdfWriter {
  private readonly doc: PDFKit.PDFDocument;
  private readonly glyphs?: Glyphs;
  private readonly regular: string;
  private readonly bold: string;
  /** Letters that no font here has, and that were written by their numbers. */
  private missing = false;

  /**
   * @param at - The date of the document. It comes from the run, so that the same run gives the same bytes.
   * @param font - The bytes of a font, embedded; without one the standard fonts of PDF serve.
   */
  constructor(options: {
    title: string;
    author: string;
    subject: string;
    at: Date;
    font?: Uint8Array;
  }) {
    const { title, author, subject, at, font } = options;
    this.doc = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
      bufferPages: true,
      lang: 'en',
      displayTitle: true,
      info: {
        Title: this.plain(title),
        Author: this.plain(author),
        Subject: this.plain(subject),
        Creator: 'Countersign',
        Producer: 'Countersign',
        CreationDate: at,
        ModDate: at,
      },
    });
    if (font) {
      this.doc.registerFont('report', Buffer.from(font) as never);
      this.doc.font('report');
      this.glyphs = (
        this.doc as unknown as { _font: { font: Glyphs } }
      )._font.font;
    }
    this.regular = font ? 'report' : 'Helvetica';
    this.bold = font ? 'report' : 'Helvetica-Bold';
  }

  get hasMissingLetters(): boolean {
    return this.missing;
  }

  title(text: string): void {
    this.write(text, { font: this.bold, size: 20 });
    this.doc.moveDown(0.3);
  }

  heading(text: string): void {
    this.room(60);
    this.doc.moveDown(0.8);
    this.write(text, { font: this.bold, size: 13 });
    this.doc.moveDown(0.3);
  }

  paragraph(text: string, options: { muted?: boolean } = {}): void {
    this.write(text, { size: 10, color: options.muted ? MUTED : INK });
    this.doc.moveDown(0.4);
  }

  newPage(): void {
    this.doc.addPage();
  }

  /** Rows break between pages, with their header again; a long value goes on in the next line of its cell. */
  table(
    columns: readonly PdfColumn[],
    rows: Iterable<readonly string[]>,
    links: readonly (string | undefined)[] = [],
  ): void {
    const width = this.width();
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (share / total) * width);
    const titles = columns.map(({ title }) => title);
    this.row(titles, widths, { header: true });
    let i = 0;
    for (const row of rows) {
      const height = this.heightOf(row, widths, this.regular);
      if (this.doc.y + height > this.bottom()) {
        this.doc.addPage();
        this.row(titles, widths, { header: true });
      }
      this.row(row, widths, { link: links[i++] });
    }
    this.doc.x = MARGIN;
    this.doc.moveDown(0.6);
  }

  /** Ends the document. @param footer - at the foot of each page, before its number */
  async *end(footer: string): AsyncIterable<Uint8Array> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let i = start; i < start + count; i++) {
      this.doc.switchToPage(i);
      // Below the margin there is no room, as pdfkit sees it.
      this.doc.page.margins.bottom = 0;
      this.doc
        .font(this.regular)
        .fontSize(8)
        .fillColor(MUTED)
        .text(
          this.plain(`${footer} · page ${i + 1} of ${count}`),
          MARGIN,
          this.doc.page.height - FOOTER,
          { width: this.width(), lineBreak: false },
        );
    }
    this.doc.end();
    yield* this.doc as unknown as Readable;
  }

  private row(
    values: readonly string[],
    widths: readonly number[],
    { header = false, link }: { header?: boolean; link?: string },
  ): void {
    const font = header ? this.bold : this.regular;
    const height = this.heightOf(values, widths, font);
    if (this.doc.y + height > this.bottom()) this.doc.addPage();
    const top = this.doc.y;
    if (header) {
      this.doc
        .rect(MARGIN, top, this.width(), height)
        .fill(HEADER)
        .fillColor(INK);
    }
    let left = MARGIN;
    values.forEach((value, i) => {
      this.doc
        .font(font)
        .fontSize(8)
        .fillColor(INK)
        .text(this.plain(value), left + 3, top + 3, {
          width: widths[i] - 6,
          height: height - 6,
          ellipsis: true,
        });
      left += widths[i];
    });
    if (link) this.doc.link(MARGIN, top, this.width(), height, link);
    this.doc
      .moveTo(MARGIN, top + height)
      .lineTo(MARGIN + this.width(), top + height)
      .lineWidth(0.5)
      .stroke(RULE);
    this.doc.x = MARGIN;
    this.doc.y = top + height;
  }

  private heightOf(
    values: readonly string[],
    widths: readonly number[],
    font: string,
  ): number {
    this.doc.font(font).fontSize(8);
    const heights = values.map((value, i) =>
      this.doc.heightOfString(this.plain(value), { width: widths[i] - 6 }),
    );
    // A row is never higher than a page.
    return Math.min(Math.max(...heights, 8) + 6, 320);
  }

  private write(
    text: string,
    options: { font?: string; size: number; color?: string },
  ): void {
    this.doc
      .font(options.font ?? this.regular)
      .fontSize(options.size)
      .fillColor(options.color ?? INK)
      .text(this.plain(text), MARGIN, undefined, { width: this.width() });
  }

  /** Letters that the font lacks are written by their number, so that nothing is lost and nothing reads as another word. */
  private plain(text: string): string {
    let result = '';
    for (const letter of text) {
      if (this.has(letter)) result += letter;
      else {
        const code = letter.codePointAt(0) ?? 0xfffd;
        result += `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
        this.missing = true;
      }
    }
    return result;
  }

  private has(letter: string): boolean {
    if (letter === '\n') return true;
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return false;
    return this.glyphs
      ? this.glyphs.hasGlyphForCodePoint(code)
      : STANDARD.test(letter);
  }

  private room(height: number): void {
    if (this.doc.y + height > this.bottom()) this.doc.addPage();
  }

  private width(): number {
    return this.doc.page.width - 2 * MARGIN;
  }

  private bottom(): number {
    return this.doc.page.height - MARGIN;
  }
}
