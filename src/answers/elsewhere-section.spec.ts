import { describe, expect, it } from 'vitest';
import { answer } from '../../test/support/answers.js';
import { TASK_DEEDS, TASK_KINDS } from '../domain/case-task.js';
import { LANGUAGES, RIGHTS } from '../domain/category.js';
import type { AnsweredTask } from './answer.js';
import { renderLetter } from './letter.js';
import { renderNotice } from './notice.js';

const task = (changes: Partial<AnsweredTask>): AnsweredTask => ({
  kind: 'system',
  name: 'Verkkokauppa',
  deed: 'erase',
  outcome: 'done',
  completedOn: '2026-11-20',
  reason: null,
  ...changes,
});

const letter = (tasks: AnsweredTask[], also: Parameters<typeof answer>[0] = {}) =>
  renderLetter(
    answer({
      right: 'erasure',
      state: 'partly-fulfilled',
      elsewhere: { tasks, onlyMissing: true },
      ...also,
    }),
  ).text;

describe('a letter about what others did', () => {
  it.each([
    [
      'fi',
      /Mikä on vielä kesken[^]*Verkkokauppa: tietojen poisto/,
      /Paperiaineisto M-1: aineisto on tuhottu 20\.11\.2026/,
    ],
    [
      'sv',
      /Vad som återstår[^]*Verkkokauppa: radering av uppgifterna/,
      /Pappersmaterial M-1: materialet har förstörts/,
    ],
    [
      'en',
      /What is still open[^]*Verkkokauppa: erasing the data/,
      /Paper material M-1: the material was destroyed/,
    ],
  ] as const)('says in %s what is missing, that it follows, and what is done', (language, missing, done) => {
    const paper = task({ kind: 'paper', deed: 'destroy', name: 'M-1', outcome: 'destroyed' });
    const text = letter([task({ outcome: null, completedOn: null }), paper], { language });
    expect(text).toMatch(missing);
    expect(text).toMatch(done);
  });

  it('never says that some data are kept by law when only a confirmation is missing', () => {
    const text = letter([task({ outcome: null, completedOn: null })]);
    expect(text).toContain('Olemme poistaneet tietosi tästä rekisteristä.');
    expect(text).not.toContain('koska siihen on laillinen syy');
  });

  it('gives the reason of what was impossible', () => {
    const text = letter([task({ outcome: 'impossible', reason: 'Palvelu on lopetettu.' })]);
    expect(text).toContain('Verkkokauppa: tietojen poisto. Palvelu on lopetettu.');
  });

  it('is as it was where nobody else was asked', () => {
    expect(renderLetter(answer()).text).not.toContain('Muut järjestelmät');
  });

  it.each(LANGUAGES)('has words in %s for every right, kind and ending', (language) => {
    for (const right of RIGHTS)
      for (const kind of TASK_KINDS) {
        const deed = TASK_DEEDS[kind][right];
        if (deed === null) continue;
        const tasks = [null, 'done', 'not-found', 'done-otherwise', 'impossible'] as const;
        const text = letter(
          tasks.map((outcome) => task({ kind, deed, outcome, reason: 'Syy.' })),
          { right, language },
        );
        expect(text).not.toMatch(/elsewhere\.|missing\.|undefined|\{/);
      }
  });

  it('follows when the missing answer comes', () => {
    const { policy, language, reference, addressee } = answer();
    const { text } = renderNotice(
      { kind: 'late-answer', right: 'erasure', task: task({}), copy: null, posted: false },
      { policy, language, reference, addressee },
    );
    expect(text).toContain('Verkkokauppa: tiedot on poistettu 20.11.2026.');
  });
});
