import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { CalendarDate } from '../domain/calendar-date.js';
import { type Language, LANGUAGES } from '../domain/category.js';
import { euroIn } from '../i18n/amounts.js';
import { dateIn } from '../i18n/dates.js';
import { type TextKey, type Texts, textsIn } from '../i18n/texts.js';
import type { RequestFormModel } from './request-form.js';
import { formRendering, type Rendering, withError } from './form-rendering.js';

/** What each page shows. A page that takes nothing takes an empty model. */
export interface PageModels {
  home: {
    readonly registers: readonly {
      readonly code: string;
      readonly name: string;
      readonly controller: string;
    }[];
  };
  'request-form': RequestFormModel;
  /** The same for everyone who sends the form. */
  'check-mail': Empty;
  verify: { readonly token: string };
  verified: Empty;
  'link-ended': Empty;
  undo: { readonly token: string };
  undone: Empty;
  unsubscribe: { readonly register: string; readonly token: string };
  unsubscribed: Empty;
  fee: { readonly token: string; readonly amount: string; readonly answerBy: CalendarDate };
  'fee-accepted': Empty;
  'fee-withdrawn': Empty;
  package: { readonly token: string; readonly codeSent: boolean; readonly wrongCode: boolean };
  'package-files': {
    readonly token: string;
    /** The code that opened the package; each download sends it again. */
    readonly code: string;
    /** In the order they are offered; `number` is their place in the package. */
    readonly files: readonly {
      readonly number: number;
      readonly name: string;
      /** `null` where nobody knows before it is made. */
      readonly bytes: number | null;
    }[];
  };
  problem: { readonly kind: 'notFound' | 'tooMany' | 'badInput' | 'failed' };
}

export type PageName = keyof PageModels;
type Empty = Readonly<Record<string, never>>;

export const STYLESHEET_PATH = '/assets/portal.css';
export const STYLESHEET: string = readFileSync(new URL('./portal.css', import.meta.url), 'utf8');

/** Everything a template interpolates is escaped. */
const eta = new Eta({
  views: fileURLToPath(new URL('./pages', import.meta.url)),
  autoEscape: true,
  cache: true,
});

/** A whole page. It needs no script, and its links and forms stay on this site. */
export function renderPage<Name extends PageName>(
  name: Name,
  language: Language,
  model: PageModels[Name],
): string {
  const t = textsIn(language);
  const { template, title, path, ...more } = (VIEWS[name] as View<Name>)(model, t);
  return eta.render(`./${template}`, {
    t,
    language,
    languages: LANGUAGES.map((code) => ({ code, name: textsIn(code)('language.self') })),
    stylesheet: STYLESHEET_PATH,
    title,
    path,
    model,
    dateIn: (date: CalendarDate) => dateIn(language, date),
    euroIn: (amount: string) => euroIn(language, amount),
    ...more,
  });
}

type View<Name extends PageName> = (model: PageModels[Name], t: Texts) => Rendering;

const VIEWS: { readonly [Name in PageName]: View<Name> } = {
  home: (_, t) => ({ template: 'home', title: t('portal.home.title'), path: '/' }),
  'request-form': formRendering,
  'check-mail': message('portal.mail.title', [
    'portal.mail.text',
    'portal.mail.none',
    'portal.mail.objection',
  ]),
  verify: ({ token }, t) => confirm('verify', `/verify/${encodeURIComponent(token)}`, t),
  verified: message('portal.verified.title', ['portal.verified.text']),
  'link-ended': message('portal.ended.title', ['portal.ended.text'], 'portal.ended.again'),
  undo: ({ token }, t) => confirm('undo', `/undo/${encodeURIComponent(token)}`, t),
  undone: message('portal.undone.title', ['portal.undone.text']),
  unsubscribe: ({ register, token }, t) =>
    confirm(
      'unsubscribe',
      `/v1/public/unsubscribe/${[register, token].map(encodeURIComponent).join('/')}`,
      t,
    ),
  unsubscribed: message('portal.unsubscribed.title', ['portal.unsubscribed.text']),
  fee: ({ token }, t) => ({
    template: 'fee',
    title: t('portal.fee.title'),
    path: `/fee/${encodeURIComponent(token)}`,
  }),
  'fee-accepted': message('portal.feeAccepted.title', ['portal.feeAccepted.text']),
  'fee-withdrawn': message('portal.feeWithdrawn.title', ['portal.feeWithdrawn.text']),
  package: ({ token, wrongCode }, t) => ({
    template: 'package',
    title: withError(t('portal.package.title'), wrongCode, t),
    path: `/package/${encodeURIComponent(token)}`,
  }),
  'package-files': (_, t) => ({ template: 'package-files', title: t('portal.files.title'), path: null }),
  problem: ({ kind }, t) =>
    message(`portal.problem.title.${kind}`, [`portal.problem.text.${kind}`], 'portal.back')({}, t),
};

function message(title: TextKey, texts: readonly TextKey[], link?: TextKey) {
  return (_: object, t: Texts): Rendering => ({
    template: 'message',
    title: t(title),
    path: null,
    message: { title: t(title), texts: texts.map((key) => t(key)), link: link && t(link) },
  });
}

function confirm(what: 'verify' | 'undo' | 'unsubscribe', path: string, t: Texts): Rendering {
  const title = t(`portal.${what}.title`);
  const texts = { title, text: t(`portal.${what}.text`), button: t(`portal.${what}.button`) };
  return { template: 'confirm', title, path, confirm: texts };
}
