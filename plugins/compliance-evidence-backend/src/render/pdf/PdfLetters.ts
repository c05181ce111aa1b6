import { PdfFont } from './fonts';

/** What the standard fonts of PDF have: Latin letters of western Europe and a few signs. */
const STANDARD =
  /^[\u0020-\u007E\u00A0-\u00FF\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u017D\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u017E\u0178\n]*$/;

/** Scripts that are written from right to left, and marks that turn the direction: words would stand in the wrong order. */
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const UNPRINTABLE = /\p{Cc}|\p{Surrogate}/u;

/** A part of a text in one font. */
export interface PdfRun {
  font: string;
  text: string;
}

interface Glyphs {
  hasGlyphForCodePoint(code: number): boolean;
}

/** Chooses the font of each letter: the first that has it. What none has is written by its number. */
export class PdfLetters {
  readonly #glyphs = new Map<string, Glyphs>();
  readonly #doc: PDFKit.PDFDocument;
  readonly #own: PdfFont | undefined;
  readonly #fallbacks: readonly PdfFont[];
  /** Letters that could not be printed, so far. */
  missing = 0;

  /** @param own - Serves for everything that it has; without one the standard fonts of PDF do. */
  constructor(
    doc: PDFKit.PDFDocument,
    own: PdfFont | undefined,
    fallbacks: readonly PdfFont[],
  ) {
    this.#doc = doc;
    this.#own = own;
    this.#fallbacks = fallbacks;
  }

  /** A text as it can be printed: mostly in one font. */
  print(text: string, { bold = false }: { bold?: boolean } = {}): PdfRun[] {
    const standard = bold ? 'Helvetica-Bold' : 'Helvetica';
    if (!this.#own && STANDARD.test(text)) return [{ font: standard, text }];
    const base = this.#own?.name ?? standard;
    const runs: PdfRun[] = [];
    for (const letter of text) {
      const last = runs.at(-1);
      const font = this.#fontOf(letter, base, last?.font);
      const shown = font === undefined ? this.#number(letter) : letter;
      const run = { font: font ?? base, text: shown };
      if (last?.font === run.font) last.text += shown;
      else runs.push(run);
    }
    return runs.length > 0 ? runs : [{ font: base, text }];
  }

  /** The font before it goes on where it can: a word that begins in one font ends in it. */
  #fontOf(
    letter: string,
    base: string,
    before: string | undefined,
  ): string | undefined {
    if (letter === '\n') return before ?? base;
    if (UNPRINTABLE.test(letter) || RIGHT_TO_LEFT.test(letter)) {
      return undefined;
    }
    const fonts = this.#own ? [this.#own, ...this.#fallbacks] : this.#fallbacks;
    const known = fonts.find(({ name }) => name === before);
    if (known && this.#has(known, letter)) return known.name;
    if (!this.#own && STANDARD.test(letter)) return base;
    return fonts.find(font => this.#has(font, letter))?.name;
  }

  #has(font: PdfFont, letter: string): boolean {
    const glyphs = this.#glyphs.get(font.name) ?? this.#load(font);
    return glyphs.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
  }

  #load({ name, bytes }: PdfFont): Glyphs {
    this.#doc.registerFont(name, Buffer.from(bytes()) as never);
    this.#doc.font(name);
    const { font } = (this.#doc as unknown as { _font: { font: Glyphs } })
      ._font;
    this.#glyphs.set(name, font);
    return font;
  }

  /** So that nothing is lost, and nothing reads as another word. */
  #number(letter: string): string {
    this.missing += 1;
    const code = letter.codePointAt(0) ?? 0xfffd;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  }
}
