import { Readable } from 'stream';
import PDFDocument from 'pdfkit';
import { PdfFont, shippedFonts } from './fonts';
import { PdfLetters, PdfRun } from './PdfLetters';
import { drawText, heightOfText } from './PdfText';

const MARGIN = 48;
const FOOTER = 28;
const INK = '#1a1a1a';
const MUTED = '#595959';
const RULE = '#c8c8c8';
const HEADER = '#eef2f7';

/** A column of a table: its part of the width. */
export interface PdfColumn {
  title: string;
  share: number;
}

/** A PDF of headings, paragraphs and tables, whose bytes follow from what is written. */
export class PdfWriter {
  private readonly doc: PDFKit.PDFDocument;
  private readonly letters: PdfLetters;

  /**
   * @param at - The date of the document. It comes from the run, so that the same run gives the same bytes.
   * @param font - A font that serves for all that it has; without one the standard fonts of PDF do.
   */
  constructor(options: {
    title: string;
    author: string;
    subject: string;
    at: Date;
    font?: PdfFont;
  }) {
    const { title, author, subject, at, font } = options;
    this.doc = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
      bufferPages: true,
      lang: 'en',
      displayTitle: true,
      info: {
        Title: clean(title),
        Author: clean(author),
        Subject: clean(subject),
        Creator: 'Countersign',
        Producer: 'Countersign',
        CreationDate: at,
        ModDate: at,
      },
    });
    this.letters = new PdfLetters(this.doc, font, shippedFonts);
  }

  /** Texts so far with letters that could not be printed, and that stand there by their numbers. */
  get unprinted(): number {
    return this.letters.missing;
  }

  title(text: string): void {
    this.write(text, { bold: true, size: 20 });
    this.doc.moveDown(0.3);
  }

  heading(text: string): void {
    this.room(60);
    this.doc.moveDown(0.8);
    this.write(text, { bold: true, size: 13 });
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
      const height = this.heightOf(this.printed(row, false), widths);
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
      drawText(
        this.doc,
        this.letters.print(`${footer} · page ${i + 1} of ${count}`),
        {
          ...{ x: MARGIN, y: this.doc.page.height - FOOTER },
          ...{ width: this.width(), size: 8, color: MUTED },
        },
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
    const cells = this.printed(values, header);
    const height = this.heightOf(cells, widths);
    if (this.doc.y + height > this.bottom()) this.doc.addPage();
    const top = this.doc.y;
    if (header) {
      this.doc
        .rect(MARGIN, top, this.width(), height)
        .fill(HEADER)
        .fillColor(INK);
    }
    let left = MARGIN;
    cells.forEach((runs, i) => {
      drawText(this.doc, runs, {
        ...{ x: left + 3, y: top + 3, size: 8, color: INK },
        ...{ width: widths[i] - 6, height: height - 6 },
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

  private printed(values: readonly string[], bold: boolean): PdfRun[][] {
    return values.map(value => this.letters.print(value, { bold }));
  }

  private heightOf(
    cells: readonly (readonly PdfRun[])[],
    widths: readonly number[],
  ): number {
    const heights = cells.map((runs, i) =>
      heightOfText(this.doc, runs, { size: 8, width: widths[i] - 6 }),
    );
    // A row is never higher than a page.
    return Math.min(Math.max(...heights, 8) + 6, 320);
  }

  private write(
    value: string,
    options: { bold?: boolean; size: number; color?: string },
  ): void {
    const { size, color = INK } = options;
    drawText(this.doc, this.letters.print(value, options), {
      ...{ x: MARGIN, y: this.doc.y, width: this.width(), size, color },
    });
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

/** For the facts about a document, which readers show by fonts of their own. */
function clean(text: string): string {
  return text.replace(/\p{Cc}|\p{Surrogate}/gu, ' ');
}
