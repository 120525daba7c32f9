import PDFDocument from 'pdfkit';
import type { Paper } from './paper.js';
import { pdfBlocks, pdfHeading, pdfParagraph } from './pdf-blocks.js';
import { PdfFlow } from './pdf-flow.js';
import { runningLines } from './pdf-margins.js';
import { ACCENT, STYLES } from './pdf-style.js';
import { Typeface } from './typeface.js';

/** A tagged PDF/UA document on A4. The same paper of the same day gives the same bytes. */
export async function paperPdf(paper: Paper, made: Date): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    displayTitle: true,
    lang: paper.language,
    bufferPages: true,
    info: {
      Title: paper.title,
      Author: paper.sender[0] ?? '',
      Creator: 'suoja',
      Producer: 'suoja',
      CreationDate: made,
      ModDate: made,
    },
  });
  const bytes = collected(document);
  const type = new Typeface(document);
  const root = document.struct('Document');
  document.addStructure(root);
  const flow = new PdfFlow(document, type, root);
  letterhead(flow, paper);
  pdfBlocks(flow, paper.blocks);
  root.end();
  runningLines(document, type, paper);
  document.end();
  return bytes;
}

function letterhead(flow: PdfFlow, { sender, addressee, date, title }: Paper): void {
  const [name = '', ...lines] = sender;
  const { width } = flow.column;
  flow.element('P', (element) => {
    flow.lines(element, flow.type.lines(name, STYLES.senderName, width), STYLES.senderName);
    for (const line of lines) flow.lines(element, flow.type.lines(line, STYLES.sender, width), STYLES.sender);
  });
  flow.space(7);
  flow.rule(ACCENT, 1.4);
  flow.space(18);
  if (addressee !== null) pdfParagraph(flow, envelopeLines(addressee), STYLES.body);
  if (date !== null) pdfParagraph(flow, date, STYLES.body);
  pdfHeading(flow, 'title', title);
  flow.space(6);
}

/** On an envelope postcode and town stand on a line of their own. */
const envelopeLines = (addressee: string) => addressee.replace(/, (?=(FI-)?\d{5} )/g, '\n');

function collected(document: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
}
