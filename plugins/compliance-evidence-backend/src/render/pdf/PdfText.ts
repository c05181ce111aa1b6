import { PdfRun } from './PdfLetters';

/** Where a line may end: after a blank, and between letters of scripts that have no blanks. */
const BREAKS =
  /(?<=\s)|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])/u;

/** How high a text is, in lines of this width. */
export function heightOfText(
  doc: PDFKit.PDFDocument,
  runs: readonly PdfRun[],
  { size, width }: { size: number; width: number },
): number {
  if (runs.length === 1) {
    const [{ font, text }] = runs;
    return doc.font(font).fontSize(size).heightOfString(text, { width });
  }
  return linesOf(doc, runs, size, width).length * lineHeight(doc, runs, size);
}

/** Writes a text into a box; what is too high for it ends in dots. */
export function drawText(
  doc: PDFKit.PDFDocument,
  runs: readonly PdfRun[],
  box: {
    x: number;
    y: number;
    width: number;
    height?: number;
    size: number;
    color: string;
  },
): void {
  const { x, y, width, height, size, color } = box;
  doc.fillColor(color);
  if (runs.length === 1) {
    const [{ font, text }] = runs;
    const limits = height === undefined ? {} : { height, ellipsis: true };
    doc
      .font(font)
      .fontSize(size)
      .text(text, x, y, { width, ...limits });
    return;
  }
  const step = lineHeight(doc, runs, size);
  const all = linesOf(doc, runs, size, width);
  const most = height === undefined ? all.length : Math.floor(height / step);
  const lines = all.slice(0, Math.max(1, most));
  if (lines.length < all.length) {
    lines[lines.length - 1].push({ font: 'Helvetica', text: '…' });
  }
  lines.forEach((line, i) => {
    let left = x;
    for (const { font, text } of line) {
      doc
        .font(font)
        .fontSize(size)
        .text(text, left, y + i * step, { lineBreak: false });
      left += doc.widthOfString(text);
    }
  });
  doc.x = x;
  doc.y = y + lines.length * step;
}

/** Fonts stand on lines of one height, whichever is the highest. */
function lineHeight(
  doc: PDFKit.PDFDocument,
  runs: readonly PdfRun[],
  size: number,
): number {
  return Math.max(
    ...runs.map(({ font }) =>
      doc.font(font).fontSize(size).currentLineHeight(true),
    ),
  );
}

/** Breaks a text of several fonts into lines. */
function linesOf(
  doc: PDFKit.PDFDocument,
  runs: readonly PdfRun[],
  size: number,
  width: number,
): PdfRun[][] {
  const lines: PdfRun[][] = [[]];
  let used = 0;
  for (const { font, text } of runs) {
    doc.font(font).fontSize(size);
    for (const word of text.split(BREAKS)) {
      const long = doc.widthOfString(word.trimEnd());
      if (used > 0 && used + long > width) {
        lines.push([]);
        used = 0;
      }
      const bare = word.replace(/\n$/, '');
      if (bare) lines[lines.length - 1].push({ font, text: bare });
      used += doc.widthOfString(bare);
      if (word.endsWith('\n')) {
        lines.push([]);
        used = 0;
      }
    }
  }
  return lines;
}
