import type { Language } from '../domain/category.js';
import type { Paper } from '../paper/paper.js';
import { paperOfText } from '../paper/paper-of-text.js';
import type { AddressedLetter } from './outbox.js';

/** A letter as it lies in a row. Rows from before letters were printed have no paper. */
export type KeptLetter = Omit<AddressedLetter, 'paper'> & Partial<Pick<AddressedLetter, 'paper'>>;

/** The paper of a letter, or its text set as one where nothing more was kept. */
export function paperOf({ paper, subject, text }: KeptLetter, language: Language): Paper {
  return paper ?? paperOfText(language, subject, text);
}
