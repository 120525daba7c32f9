import type { Language } from '../domain/category.js';
import { dateIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import { type Block, heading, paragraph } from '../paper/paper.js';
import type { Answer, AnsweredTask } from './answer.js';

/** What other systems and the keepers of paper confirmed, what they did not, and what could not be done. */
export function elsewhereSections({ elsewhere, language }: Pick<Answer, 'elsewhere' | 'language'>): Block[] {
  if (!elsewhere) return [];
  const t = textsIn(language);
  const { tasks } = elsewhere;
  const missing = tasks.filter(({ outcome }) => outcome === null);
  const impossible = tasks.filter(({ outcome }) => outcome === 'impossible');
  const ended = tasks.filter(({ outcome }) => outcome !== null && outcome !== 'impossible');
  return [
    ...section(
      t('heading.missing'),
      [t('missing.why')],
      missing.map((task) => whatOf(task, language)),
    ),
    ...section(
      t('heading.impossible'),
      [],
      impossible.map((task) => [whatOf(task, language), task.reason ?? ''].join('. ')),
    ),
    ...section(t('heading.elsewhere'), [], endedTasks(ended, language)),
  ];
}

/** How each task ended, in a sentence. */
export function endedTasks(tasks: readonly AnsweredTask[], language: Language): string[] {
  const t = textsIn(language);
  return tasks.map((task) => {
    if (task.outcome === 'impossible') return [whatOf(task, language), task.reason ?? ''].join('. ');
    const values = { name: nameOf(task, language), date: dateIn(language, task.completedOn!) };
    if (task.outcome === 'not-found') return t('elsewhere.notFound', values);
    return t(task.outcome === 'done-otherwise' ? 'elsewhere.otherwise' : `elsewhere.${task.deed}`, values);
  });
}

function section(title: string, before: readonly string[], items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [heading(title), ...before.map(paragraph), { kind: 'list', items }];
}

const whatOf = (task: AnsweredTask, language: Language) =>
  textsIn(language)(`missing.${task.deed}`, { name: nameOf(task, language) });

function nameOf({ kind, name }: AnsweredTask, language: Language): string {
  if (kind === 'system') return name ?? '';
  return textsIn(language)('elsewhere.paper', {
    hasReference: name === null ? 'no' : 'yes',
    reference: name ?? '',
  });
}
